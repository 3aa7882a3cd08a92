import type { ImageProcessor, RawImage, Tensor } from '@huggingface/transformers';
import { AppError } from '../../../../app/contract/errors.ts';
import { florence2Prompts } from '../../../../models/florence2/prompts.ts';
import { parseRegions } from '../../../../models/florence2/regions.ts';
import type { Answer, AnswerOptions } from '../answer.ts';
import { flatFeatures, imageProcessorOf, shrink, type PhotoView } from '../chat-family.ts';
import type { ChatInput, ChatTask, Detail } from '../../contract.ts';
import { int64Row, type Prompt } from '../generate-tokens.ts';
import { createPhotoShelf } from '../photo-shelf.ts';
import { plainReading, streamAnswer, type Reading } from '../stream-answer.ts';
import type { TransformersParts } from '../transformers-parts.ts';

/** Sides in pixels that it works at. */
const sides = { gist: 384, fine: 768 } as const satisfies Record<Detail, number>;
/** Pixels that one image token stands for along a side; one more token stands for the whole. */
const pixelsPerToken = 32;

/** Florence-2: an encoder reads photo and task, a decoder writes a caption or places. It does not chat. */
export function openFlorence2(parts: TransformersParts, options: AnswerOptions): Answer {
  return async function* answer(input, signal) {
    const key = thePhoto(parts, input);
    const text = promptOf(parts, input.task);
    const side = sides[input.detail];
    const tokens = (side / pixelsPerToken) ** 2 + 1;
    const view = { width: side, height: side, tiles: 1, tokens, placeholder: String(side) };
    const shelf = createPhotoShelf(input, {
      cache: options.cache,
      cacheKey: (photo) => options.cacheKey(photo, input.detail),
      library: parts.library,
      look: () => view,
      encode: (photo) => encode(parts, photo, view),
    });
    const ids = parts.tokenizer.encode(text).map(BigInt);
    yield {
      type: 'looking',
      photos: [{ key, width: side, height: side, tiles: 1, tokens, cached: shelf.isSeen(key, view) }],
      promptTokens: tokens + ids.length,
      droppedTurns: input.turns.length - 1,
    };
    const prompt = await encodePrompt(parts, ids, await shelf.see(key, view));
    const { maxNewTokens } = parts.manifest.chat;
    const decoding = { ...input.sampling, maxNewTokens: Math.min(input.sampling.maxNewTokens, maxNewTokens) };
    yield* streamAnswer(parts, { prompt, decoding, reading: readingOf(parts, input.task) }, signal);
  };
}

function thePhoto({ manifest: { title } }: TransformersParts, { turns }: ChatInput): string {
  const { photoKeys } = turns.at(-1)!;
  if (photoKeys.length === 1) return photoKeys[0]!;
  throw new AppError('invalid_input', `${title} looks at one photo at a time; ${photoKeys.length} were sent.`);
}

function promptOf({ manifest: { title } }: TransformersParts, task: ChatTask): string {
  switch (task.kind) {
    case 'caption':
      return florence2Prompts.caption[task.length];
    case 'detect':
      return florence2Prompts.detect;
    case 'ground':
      return florence2Prompts.ground(task.phrase);
    case 'read':
      return florence2Prompts.read;
    case 'chat': {
      const message = `${title} writes captions, boxes things and reads text; it does not answer questions.`;
      throw new AppError('model_incompatible', message);
    }
  }
}

interface SquareImageProcessor extends ImageProcessor {
  (photo: RawImage): Promise<{ pixel_values: Tensor }>;
}

async function encode(parts: TransformersParts, photo: RawImage, view: PhotoView): Promise<Tensor> {
  const processor = imageProcessorOf(parts) as SquareImageProcessor;
  const { width, height } = view;
  processor.size = { width, height };
  processor.crop_size = { width, height };
  const { pixel_values } = await processor(await shrink(photo, view));
  return flatFeatures(await parts.model.encode_image({ pixel_values }));
}

/** Runs the encoder once, on the photo's features followed by the task's words. */
async function encodePrompt(parts: TransformersParts, ids: readonly bigint[], features: Tensor): Promise<Prompt> {
  const { model, library } = parts;
  const input_ids = int64Row(parts, ids);
  const merged = model._merge_input_ids_with_image_features({
    input_ids,
    attention_mask: library.ones([1, ids.length]),
    image_features: features.unsqueeze(0),
    inputs_embeds: await model.encode_text({ input_ids }),
  });
  const config = model._prepare_generation_config(null, {});
  const encoded = await model._prepare_encoder_decoder_kwargs_for_generation({
    model_inputs: merged,
    generation_config: config,
  });
  const start = BigInt(config.decoder_start_token_id ?? config.bos_token_id);
  return {
    ids: [start],
    inputs: { ...encoded, decoder_attention_mask: library.ones([1, 1]) },
    firstInputs: {},
  };
}

function readingOf(parts: TransformersParts, { kind }: ChatTask): Reading {
  if (kind === 'caption' || kind === 'chat') return plainReading(parts);
  const { tokenizer } = parts;
  const ends = /<\/?s>|<pad>/g;
  const raw = (ids: readonly number[]): string =>
    ids.length === 0 ? '' : tokenizer.decode([...ids], { skip_special_tokens: false }).replaceAll(ends, '');
  return {
    streams: false,
    decode: (ids) => textOf(raw(ids)),
    regions: (ids) => parseRegions(raw(ids), kind === 'read' ? 4 : 2),
  };
}

/** The words without their places, a line for each place. */
const textOf = (answer: string): string =>
  answer
    .split(/(?:<loc_\d+>\s*)+/)
    .map((words) => words.trim())
    .filter((words) => words !== '')
    .join('\n');
