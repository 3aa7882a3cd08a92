import { AppError } from '../../../app/contract/errors.ts';
import type { ChatEvent, ChatInput } from '../contract.ts';
import type { Answer, AnswerOptions } from './answer.ts';
import { captionQuestions } from './caption-questions.ts';
import type { ChatFamily } from './chat-family.ts';
import { fitContext, type FittedPrompt } from './fit-context.ts';
import { int64Row, type Prompt } from './generate-tokens.ts';
import { createPhotoShelf, type PhotoShelf } from './photo-shelf.ts';
import { plainReading, streamAnswer } from './stream-answer.ts';
import { tokenBudget } from './token-budget.ts';
import type { ModelInputs, TransformersParts } from './transformers-parts.ts';

/** Answers with a decoder into whose prompt the photos' features are spliced. */
export function chatAboutPhotos(parts: TransformersParts, family: ChatFamily, options: AnswerOptions): Answer {
  return async function* answer(asked, signal) {
    const input = withQuestion(parts, asked);
    const budget = tokenBudget(parts, options.availableBytes());
    const shelf = createPhotoShelf(input, {
      cache: options.cache,
      cacheKey: (photo) => options.cacheKey(photo, input.detail),
      library: parts.library,
      look: (size, tokenLimit) =>
        family.view(size, { detail: input.detail, tokenLimit: Math.min(tokenLimit, budget.photo) }),
      encode(photo, view) {
        signal.throwIfAborted();
        return family.encode(photo, view, signal);
      },
    });
    const contextTokens = Math.min(parts.manifest.chat.contextTokens, budget.context);
    const fitted = fitContext(parts, family, { input, shelf, contextTokens });
    yield lookingEvent(fitted, shelf);
    const prompt = await toPrompt(parts, family, fitted, shelf);
    const decoding = { ...input.sampling, maxNewTokens: fitted.maxNewTokens };
    yield* streamAnswer(parts, { prompt, decoding, reading: plainReading(parts) }, signal);
  };
}

/** The input with a caption task turned into words. Throws `model_incompatible`, `invalid_input`. */
function withQuestion({ manifest: { title, chat } }: TransformersParts, input: ChatInput): ChatInput {
  const { task, turns } = input;
  if (task.kind !== 'chat' && task.kind !== 'caption') {
    const message = `${title} answers questions and writes captions; it cannot ${verbs[task.kind]}.`;
    throw new AppError('model_incompatible', message);
  }
  const last = turns.at(-1)!;
  if (last.role !== 'user') throw new AppError('invalid_input', 'Expected the last turn to be a question.');
  if (chat.image.kind === 'none' && turns.some(({ photoKeys }) => photoKeys.length > 0)) {
    throw new AppError('model_incompatible', `${title} reads text only: it cannot see photos.`);
  }
  if (last.photoKeys.length > chat.maxPhotos) {
    const message = `${title} takes ${chat.maxPhotos} photos with a question; ${last.photoKeys.length} were sent.`;
    throw new AppError('invalid_input', message);
  }
  if (task.kind === 'chat') return input;
  return { ...input, turns: [...turns.slice(0, -1), { ...last, text: captionQuestions[task.length] }] };
}

const verbs = { detect: 'name and box objects', ground: 'box what a phrase names', read: 'box text' } as const;

function lookingEvent({ turns, views, ids, droppedTurns }: FittedPrompt, shelf: PhotoShelf): ChatEvent {
  const keys = new Set(turns.flatMap(({ photoKeys }) => photoKeys));
  const photos = [...keys].map((key) => {
    const { width, height, tiles, tokens } = views.get(key)!;
    return { key, width, height, tiles, tokens, cached: shelf.isSeen(key, views.get(key)!) };
  });
  return { type: 'looking', photos, promptTokens: ids.length, droppedTurns };
}

/** Embeds the prompt and puts the photos' features in the places of their image tokens. */
async function toPrompt(
  parts: TransformersParts,
  family: ChatFamily,
  { turns, views, ids }: FittedPrompt,
  shelf: PhotoShelf,
): Promise<Prompt> {
  const { model, library } = parts;
  const keys = turns.flatMap(({ photoKeys }) => photoKeys);
  const input_ids = int64Row(parts, ids);
  const attention_mask = library.ones([1, ids.length]);
  const inputs: ModelInputs = {
    input_ids,
    attention_mask,
    ...family.layoutInputs(
      keys.map((key) => views.get(key)!),
      ids.length,
    ),
  };
  if (keys.length === 0) return { ids, inputs, firstInputs: {} };
  const features = [];
  for (const key of keys) features.push(await shelf.see(key, views.get(key)!));
  const { inputs_embeds } = model._merge_input_ids_with_image_features({
    input_ids,
    attention_mask,
    image_features: library.cat(features, 0),
    inputs_embeds: await model.encode_text({ input_ids }),
  });
  return { ids, inputs, firstInputs: { inputs_embeds, ...(await family.firstInputs({ input_ids })) } };
}
