/** @file What the engine may ask of an inference process. Each lane is a process of its own. */
import { z } from 'zod';
import { call, defineContract, stream, type Client, type Handlers } from '../../app/contract/define.ts';
import { DeviceId } from '../../app/contract/devices.ts';
import { mostNewTokens } from '../../models/manifest.ts';

/** `interactive` embeds queries, `index` embeds photos in batches, `generate` runs decoders and chat models. */
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
    /** Product of the probabilities of the chosen tokens and of the end, 0 to 1. */
    textProbability: z.number(),
    tokens: z.number().int(),
    /** True where the image tokens came from the cache. */
    cachedImage: z.boolean(),
    stoppedBy: z.enum(['end', 'length']),
  }),
]);

/** A photo for a chat model, as large as the question may need it: the runtime scales it down to what it looks at. */
export const ChatPhoto = z.object({
  /** Content hash: with the model's revision and the detail, the key of the image-feature cache. */
  key: z.string(),
  /** Upright size of `pixels`. */
  width: z.number().int().positive(),
  height: z.number().int().positive(),
  /** Raw RGB, uint8, [height, width, 3]; null asks for the cached features. */
  pixels: Bytes.nullable(),
});

export const ChatTurn = z.object({
  role: z.enum(['user', 'assistant']),
  text: z.string(),
  /** Keys, among `photos`, of the photos that come with this turn, in order. */
  photoKeys: z.array(z.string()),
});

/** `gist`: one tile or the fewest patches; `fine`: as many as the model and its memory budget allow. */
export const Detail = z.enum(['gist', 'fine']);
export type Detail = z.output<typeof Detail>;

/** What a chat or caption model is asked to do; only models whose family knows a task take it. */
export const ChatTask = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('chat') }),
  z.object({ kind: z.literal('caption'), length: z.enum(['short', 'detailed', 'paragraph']) }),
  /** Boxes of the things that it sees. */
  z.object({ kind: z.literal('detect') }),
  /** Boxes of what `phrase` names. */
  z.object({ kind: z.literal('ground'), phrase: z.string().min(1) }),
  /** The text in the photo, with its boxes. */
  z.object({ kind: z.literal('read') }),
]);
export type ChatTask = z.output<typeof ChatTask>;

export const ChatInput = z.object({
  modelId: z.string(),
  device: DeviceId,
  task: ChatTask,
  /** Oldest first; the last is the person's and is answered. Oldest turns are dropped where the context has no room. */
  turns: z.array(ChatTurn).min(1),
  photos: z.array(ChatPhoto),
  detail: Detail,
  /** A temperature of 0 takes the likeliest token; else the same seed gives the same words. */
  sampling: z.object({
    temperature: z.number().min(0).max(2),
    seed: z.number().int().nonnegative(),
    maxNewTokens: z.number().int().min(1).max(mostNewTokens),
  }),
});
export type ChatInput = z.output<typeof ChatInput>;

/** A labelled box, in shares of the photo's width and height from its upper left corner. */
export const Region = z.object({
  label: z.string(),
  left: z.number(),
  top: z.number(),
  right: z.number(),
  bottom: z.number(),
});

export const ChatEvent = z.discriminatedUnion('type', [
  /** Once, before the first token: what is looked at. */
  z.object({
    type: z.literal('looking'),
    photos: z.array(
      z.object({
        key: z.string(),
        /** Pixels that the model sees of it. */
        width: z.number().int(),
        height: z.number().int(),
        /** Tiles it was cut into, the whole as one among them; null for models that take patches. */
        tiles: z.number().int().nullable(),
        tokens: z.number().int(),
        /** True where its features came from the cache. */
        cached: z.boolean(),
      }),
    ),
    promptTokens: z.number().int(),
    /** Oldest turns left out because the context has no room. */
    droppedTurns: z.number().int(),
  }),
  /** Text to append, at word boundaries. */
  z.object({ type: z.literal('token'), text: z.string() }),
  z.object({
    type: z.literal('finished'),
    text: z.string(),
    tokens: z.number().int(),
    /** Geometric mean of the probabilities of the chosen tokens, 0 to 1; null where the runtime does not tell. */
    tokenProbability: z.number().nullable(),
    /** For `detect`, `ground` and `read`. */
    regions: z.array(Region),
    tokensPerSecond: z.number().nullable(),
    stoppedBy: z.enum(['end', 'length']),
  }),
]);
export type ChatEvent = z.output<typeof ChatEvent>;

const OnDevice = z.object({ modelId: z.string(), device: DeviceId.default('cpu') });

export const inferenceContract = defineContract({
  /**
   * Embeds a batch of photos. `pixels` is [count, size, size, 3] uint8; the answer is [count, dim], L2-normalised.
   * Rejects `model_missing`, `model_corrupt`, `inference_failed`, `out_of_memory`.
   */
  embedImages: call(
    OnDevice.extend({ count: z.number().int().min(1), pixels: Bytes }),
    z.object({ dim: z.number().int(), vectors: Floats }),
  ),
  /** Embeds texts; the answer is [texts.length, dim], L2-normalised. */
  embedTexts: call(
    OnDevice.extend({ texts: z.array(z.string()).min(1).max(256) }),
    z.object({ dim: z.number().int(), vectors: Floats }),
  ),
  /** True for each key whose image tokens are cached, so that its photo need not be decoded again. */
  cachedPhotos: call(
    z.object({ modelId: z.string(), keys: z.array(z.string()) }),
    z.object({ cached: z.array(z.boolean()) }),
  ),
  /** Runs the decoder. Cancelling is noticed between two tokens. */
  generate: stream(GenerateInput, GenerateEvent),
  /** Runs a chat or caption model. Cancelling is noticed between two tokens. Rejects `model_incompatible` for a task it does not know. */
  chat: stream(ChatInput, ChatEvent),
  /** True for each photo whose features are cached at this detail, so that its pixels need not be sent. */
  cachedChatPhotos: call(
    OnDevice.extend({ detail: Detail, keys: z.array(z.string()) }),
    z.object({ cached: z.array(z.boolean()) }),
  ),
  /** Loads what the lane needs, so that the first call is fast. */
  warm: call(OnDevice, z.object({})),
});

export type InferenceClient = Client<typeof inferenceContract>;
export type InferenceHandlers = Handlers<typeof inferenceContract>;
