import { AppError } from '../../app/contract/errors.ts';
import { isChat } from '../../models/manifest.ts';
import { generateTokens, type Decoding } from '../../models/starter/generate.ts';
import type { z } from 'zod';
import type { GenerateEvent, GenerateInput, InferenceHandlers, Lane, PhotoInput } from './contract.ts';
import { createByteCache, type ByteCache } from './byte-cache.ts';
import { openChatRuntime } from './chat/open-chat-runtime.ts';
import type { SeenPhoto } from './chat/photo-shelf.ts';
import { sessionOptions } from './devices/session-options.ts';
import { openEncoder } from './encoders/open-encoder.ts';
import type { ModelFinder } from './model-finder.ts';
import { openOnce } from './open-once.ts';
import { createSessionPool } from './session-pool.ts';
import { openStarterRuntime, type StarterRuntime } from './starter-runtime.ts';
import { createTextStreamer } from './text-streamer.ts';

const tokenCacheBytes = 64 * 1024 * 1024;
const seenPhotoBytes = 256 * 1024 * 1024;

export interface InferenceService extends AsyncDisposable {
  readonly handlers: InferenceHandlers;
}

/** What an inference process answers; sessions are created when first used. */
export function createInferenceHandlers(options: {
  lane: Lane;
  finder: ModelFinder;
  threads: number;
}): InferenceService {
  const pool = createSessionPool({ threads: options.threads });
  const cache = createByteCache<Float32Array>({ limitBytes: tokenCacheBytes });
  const seenPhotos = createByteCache<SeenPhoto>({ limitBytes: seenPhotoBytes });
  const chats = openOnce(options.finder, (model, device) =>
    openChatRuntime(model, {
      device,
      sessionOptions: sessionOptions(device, options.threads),
      cache: seenPhotos,
      availableBytes: () => process.availableMemory(),
    }),
  );
  const { open: encoderOf } = openOnce(options.finder, (model, device) => openEncoder(model, pool, device));
  const { open: starterOf } = openOnce(options.finder, (model, device) => openStarterRuntime(model, pool, device));

  return {
    handlers: {
      async embedImages({ modelId, device, count, pixels }) {
        const encoder = await encoderOf(modelId, device);
        return { dim: encoder.dim, vectors: await encoder.embedImages(pixels, count) };
      },
      async embedTexts({ modelId, device, texts }) {
        const encoder = await encoderOf(modelId, device);
        return { dim: encoder.dim, vectors: await encoder.embedTexts(texts) };
      },
      async cachedPhotos({ modelId, keys }) {
        const runtime = await starterOf(modelId, 'cpu');
        return { cached: keys.map((key) => cache.has(cacheKey(runtime, key))) };
      },
      async *generate(input, { signal }) {
        yield* generate(await starterOf(input.modelId, 'cpu'), cache, input, signal);
      },
      async *chat(input, { signal }) {
        yield* (await chats.open(input.modelId, input.device)).chat(input, signal);
      },
      async cachedChatPhotos({ modelId, device, detail, keys }) {
        const runtime = await chats.opened(modelId, device);
        return { cached: keys.map((key) => runtime?.isCached(key, detail) ?? false) };
      },
      async warm({ modelId, device }) {
        const { manifest } = await options.finder.find(modelId);
        if (isChat(manifest)) await chats.open(modelId, device);
        else if (options.lane === 'generate' && manifest.family === 'starter')
          await (await starterOf(modelId, device)).warm(['image', 'decoder']);
        else await (await encoderOf(modelId, device)).warm(options.lane === 'interactive' ? ['text'] : ['image']);
        return {};
      },
    },
    async [Symbol.asyncDispose]() {
      for (const chat of await chats.all()) await chat[Symbol.asyncDispose]();
      await pool[Symbol.asyncDispose]();
    },
  };
}

const cacheKey = ({ model }: StarterRuntime, photo: string): string => `${model.modelKey}/${photo}`;

interface PhotoTokens {
  readonly tokens: Float32Array | null;
  readonly cached: boolean;
}

async function tokensOf(
  runtime: StarterRuntime,
  cache: ByteCache<Float32Array>,
  photo: z.output<typeof PhotoInput> | null,
): Promise<PhotoTokens> {
  if (photo === null) return { tokens: null, cached: false };
  const key = cacheKey(runtime, photo.key);
  const kept = cache.get(key);
  if (kept !== null) return { tokens: kept, cached: true };
  if (photo.pixels === null) throw new AppError('not_found', 'The photo is no longer cached: send its pixels again.');
  const { tokens } = await runtime.encodeImages(photo.pixels, 1);
  cache.set(key, tokens);
  return { tokens, cached: false };
}

async function* generate(
  runtime: StarterRuntime,
  cache: ByteCache<Float32Array>,
  input: z.output<typeof GenerateInput>,
  signal: AbortSignal,
): AsyncGenerator<z.output<typeof GenerateEvent>> {
  const { tokens, cached } = await tokensOf(runtime, cache, input.photo);
  const prompt = runtime.tokenizer.encodePrompt(input.task === 'caption' ? null : (input.question ?? ''));
  const streamer = createTextStreamer(runtime.tokenizer);
  const steps = generateTokens(
    prompt,
    (rows) => runtime.nextLogits(rows, tokens),
    decodingOf(runtime, input.decoding, prompt.length),
  );
  for await (const { settled, finished } of steps) {
    await breathe();
    signal.throwIfAborted();
    const text = finished === null ? streamer.push(settled) : streamer.end(finished.ids);
    if (text !== '') yield { type: 'token', text };
    if (finished === null) continue;
    yield {
      type: 'finished',
      text: runtime.tokenizer.decode(finished.ids),
      tokenProbability: Math.min(1, Math.exp(finished.logProbability / Math.max(1, finished.choices))),
      textProbability: Math.min(1, Math.exp(finished.logProbability)),
      tokens: finished.ids.length,
      cachedImage: cached,
      stoppedBy: finished.stoppedBy,
    };
  }
}

function decodingOf(
  { config }: StarterRuntime,
  asked: z.output<typeof GenerateInput>['decoding'],
  promptLength: number,
): Decoding {
  const specials = Object.values(config.special_tokens).filter((id) => id !== config.decoder.stop_id);
  const room = config.decoder.max_length - promptLength;
  return {
    beams: asked.beams,
    maxNewTokens: Math.min(asked.maxNewTokens, room),
    stopId: config.decoder.stop_id,
    forbidden: new Set(specials),
  };
}

/** Lets a cancel message in: a run blocks this process's loop. */
const breathe = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
