import type { z } from 'zod';
import { AppError } from '../../../app/contract/errors.ts';
import type { ChatInput, ChatTurn } from '../contract.ts';
import type { ChatFamily, PhotoView } from './chat-family.ts';
import { renderPrompt, tokenize } from './chat-prompt.ts';
import type { PhotoShelf } from './photo-shelf.ts';
import type { TransformersParts } from './transformers-parts.ts';

type Turn = z.output<typeof ChatTurn>;

export interface FittedPrompt {
  readonly turns: readonly Turn[];
  readonly droppedTurns: number;
  readonly views: ReadonlyMap<string, PhotoView>;
  readonly ids: readonly bigint[];
  readonly maxNewTokens: number;
}

/** Fewer tokens than this are no answer. */
const leastNewTokens = 16;

/** A prompt as it would be with these turns, each photo taking no more than `tokenLimit` tokens. */
type Lay = (turns: readonly Turn[], tokenLimit?: number) => Pick<FittedPrompt, 'turns' | 'views' | 'ids'>;

/**
 * The newest turns that fit with their answer into `contextTokens`; an older turn goes as a whole, its photos with it.
 * Where the question alone has no room, its photos are looked at in less detail. Throws `invalid_input` where even that
 * is too much.
 */
export function fitContext(
  parts: TransformersParts,
  family: ChatFamily,
  { input, shelf, contextTokens }: { input: ChatInput; shelf: PhotoShelf; contextTokens: number },
): FittedPrompt {
  const { title, chat } = parts.manifest;
  const lay: Lay = (turns, tokenLimit = Number.POSITIVE_INFINITY) => {
    const keys = new Set(turns.flatMap(({ photoKeys }) => photoKeys));
    const views = new Map([...keys].map((key) => [key, shelf.view(key, tokenLimit)]));
    return { turns, views, ids: tokenize(parts, renderPrompt(parts, family, turns, views)) };
  };
  const maxNewTokens = Math.min(input.sampling.maxNewTokens, chat.maxNewTokens);
  for (const start of startsOf(input.turns)) {
    const laid = lay(input.turns.slice(start));
    if (laid.ids.length <= contextTokens - maxNewTokens) return { ...laid, droppedTurns: start, maxNewTokens };
  }
  const room = contextTokens - Math.min(leastNewTokens, maxNewTokens);
  const squeezed = squeeze(lay, input.turns.slice(-1), room);
  const tokens = squeezed.ids.length;
  if (tokens > room) {
    const message = `The question and its photos take ${tokens} tokens; ${title} has room for ${room}. Ask about fewer photos or in fewer words.`;
    throw new AppError('invalid_input', message);
  }
  const left = Math.min(maxNewTokens, contextTokens - tokens);
  return { ...squeezed, droppedTurns: input.turns.length - 1, maxNewTokens: left };
}

/** Shares the room among the photos, less and less of it until the words fit beside them. */
function squeeze(lay: Lay, turns: readonly Turn[], room: number): ReturnType<Lay> {
  const photos = turns.flatMap(({ photoKeys }) => photoKeys).length;
  let laid = lay(turns);
  if (photos === 0) return laid;
  for (let share = Math.floor(room / photos); share > 0 && laid.ids.length > room; share = Math.floor(share * 0.8)) {
    laid = lay(turns, share);
  }
  return laid;
}

/** Where a conversation may start: at a question, never at an answer. */
const startsOf = (turns: readonly Turn[]): number[] =>
  turns.flatMap(({ role }, index) => (role === 'user' ? [index] : []));
