import type { InferenceSession } from 'onnxruntime-node';
import { AppError } from '../../../app/contract/errors.ts';
import type { DeviceId } from '../../../app/contract/devices.ts';
import { isChat } from '../../../models/manifest.ts';
import type { ByteCache } from '../byte-cache.ts';
import type { InstalledModel } from '../installed-models.ts';
import type { ChatRuntime } from '../runtimes.ts';
import { openChatFamily } from './families/open-chat-family.ts';
import { createTurnstile } from './turnstile.ts';
import type { SeenPhoto } from './photo-shelf.ts';
import { toInferenceError } from './to-inference-error.ts';
import { loadTransformersParts } from './transformers-parts.ts';

export interface ChatRuntimeOptions {
  readonly device: DeviceId;
  /** Threads and execution providers of every network. */
  readonly sessionOptions: InferenceSession.SessionOptions;
  /** Features of the photos asked about last, of all models. */
  readonly cache: ByteCache<SeenPhoto>;
  /** Memory that is free now; a photo is looked at in less detail where it is little. */
  readonly availableBytes: () => number;
}

/** A model of one of the chat families. Rejects `model_corrupt`, `model_missing`, `model_incompatible`, `out_of_memory`. */
export async function openChatRuntime(model: InstalledModel, options: ChatRuntimeOptions): Promise<ChatRuntime> {
  const { manifest, modelKey } = model;
  if (!isChat(manifest)) throw new AppError('model_incompatible', `${manifest.title} cannot chat.`);
  const parts = await loadTransformersParts(model, manifest, options);
  const cacheKey = (photo: string, detail: string): string => `${modelKey}/${options.device}/${photo}/${detail}`;
  const answer = openChatFamily(parts, { ...options, cacheKey });
  const turnstile = createTurnstile();
  return {
    async *chat(input, signal) {
      using _turn = await turnstile.enter();
      signal.throwIfAborted();
      try {
        yield* answer(input, signal);
      } catch (error) {
        throw toInferenceError(error, modelKey);
      }
    },
    isCached: (key, detail) => options.cache.has(cacheKey(key, detail)),
    async [Symbol.asyncDispose]() {
      using _turn = await turnstile.enter();
      await parts.model.dispose();
    },
  };
}
