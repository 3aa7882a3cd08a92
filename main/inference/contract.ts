/** @file What the engine may ask of an inference process. Each lane is a process of its own. */
import { z } from 'zod';
import { call, defineContract, stream, type Client, type Handlers } from '../../app/contract/define.ts';

/** `interactive` embeds queries, `index` embeds photos in batches, `generate` runs the decoder. */
export const lanes = ['interactive', 'index', 'generate'] as const;
export type Lane = (typeof lanes)[number];

const Bytes = z.custom<Uint8Array>((value) => value instanceof Uint8Array);
const Floats = z.custom<Float32Array>((value) => value instanceof Float32Array);

/** A photo for the decoder: pixels are needed only where its image tokens are not cached. */
export const PhotoInput = z.object({
  /** Content hash: with the model's revision, the key of the image-token cache. */
  key: z.string(),
  /** Raw RGB, uint8, [size, size, 3]; null asks for the cached tokens. */
  pixels: Bytes.nullable(),
});

export const GenerateInput = z.object({
  modelId: z.string(),
  task: z.enum(['caption', 'answer']),
  /** null runs without a photo, as the model was trained to refuse. */
  photo: PhotoInput.nullable(),
  /** For `answer`. */
  question: z.string().nullable(),
  decoding: z.object({ beams: z.number().int().min(1).max(8), maxNewTokens: z.number().int().min(1).max(64) }),
});

export const GenerateEvent = z.discriminatedUnion('type', [
  /** Text to append, at word boundaries. */
  z.object({ type: z.literal('token'), text: z.string() }),
  z.object({
    type: z.literal('finished'),
    text: z.string(),
    /** Geometric mean of the probabilities of the chosen tokens, 0 to 1. */
    tokenProbability: z.number(),
    tokens: z.number().int(),
    /** True where the image tokens came from the cache. */
    cachedImage: z.boolean(),
    stoppedBy: z.enum(['end', 'length']),
  }),
]);

export const inferenceContract = defineContract({
  /**
   * Embeds a batch of photos. `pixels` is [count, size, size, 3] uint8; the answer is [count, dim], L2-normalised.
   * Rejects `model_missing`, `model_corrupt`, `inference_failed`, `out_of_memory`.
   */
  embedImages: call(
    z.object({ modelId: z.string(), count: z.number().int().min(1), pixels: Bytes }),
    z.object({ dim: z.number().int(), vectors: Floats }),
  ),
  /** Embeds texts; the answer is [texts.length, dim], L2-normalised. */
  embedTexts: call(
    z.object({ modelId: z.string(), texts: z.array(z.string()).min(1).max(256) }),
    z.object({ dim: z.number().int(), vectors: Floats }),
  ),
  /** True for each key whose image tokens are cached, so that its photo need not be decoded again. */
  cachedPhotos: call(
    z.object({ modelId: z.string(), keys: z.array(z.string()) }),
    z.object({ cached: z.array(z.boolean()) }),
  ),
  /** Runs the decoder. Cancelling is noticed between two tokens. */
  generate: stream(GenerateInput, GenerateEvent),
  /** Loads what the lane needs, so that the first call is fast. */
  warm: call(z.object({ modelId: z.string() }), z.object({})),
});

export type InferenceClient = Client<typeof inferenceContract>;
export type InferenceHandlers = Handlers<typeof inferenceContract>;
