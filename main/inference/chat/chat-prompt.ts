import type { z } from 'zod';
import { AppError } from '../../../app/contract/errors.ts';
import type { ChatTurn } from '../contract.ts';
import type { ChatFamily, PhotoView } from './chat-family.ts';
import type { TransformersParts } from './transformers-parts.ts';

type Turn = z.output<typeof ChatTurn>;

/** The prompt as the model's template writes it, with each photo's image tokens in its place. */
export function renderPrompt(
  parts: TransformersParts,
  family: ChatFamily,
  turns: readonly Turn[],
  views: ReadonlyMap<string, PhotoView>,
): string {
  const messages = turns.map((turn) => family.toMessage({ ...turn, text: withoutSpecialTokens(parts, turn.text) }));
  const rendered = parts.tokenizer.apply_chat_template(
    messages as Parameters<typeof parts.tokenizer.apply_chat_template>[0],
    {
      tokenize: false,
      add_generation_prompt: true,
      ...(parts.chatTemplate === null ? {} : { chat_template: parts.chatTemplate }),
      ...family.templateVariables,
    },
  );
  const pieces = rendered.split(family.imageToken);
  const keys = turns.flatMap(({ photoKeys }) => photoKeys);
  if (pieces.length !== keys.length + 1) {
    const message = `The chat template wrote ${pieces.length - 1} places for ${keys.length} photos.`;
    throw new AppError('model_incompatible', message);
  }
  return pieces.map((piece, index) => (index === 0 ? '' : views.get(keys[index - 1]!)!.placeholder) + piece).join('');
}

export const tokenize = ({ tokenizer }: TransformersParts, text: string): bigint[] =>
  tokenizer.encode(text, { add_special_tokens: false }).map(BigInt);

/** A person's words never count as the model's own signs. */
function withoutSpecialTokens({ tokenizer }: TransformersParts, text: string): string {
  return tokenizer.all_special_tokens.reduce((rest, token) => rest.replaceAll(token, ' '), text);
}
