import type { DeviceId } from '../../../app/contract/devices.ts';
import { createByteCache } from '../byte-cache.ts';
import { sessionOptions } from '../devices/session-options.ts';
import type { ModelFinder } from '../model-finder.ts';
import type { ChatRuntime } from '../runtimes.ts';
import { openChatRuntime } from './open-chat-runtime.ts';
import type { SeenPhoto } from './photo-shelf.ts';

const featureCacheBytes = 256 * 1024 * 1024;

/** The chat models of a process, each loaded when it is first asked. */
export interface ChatRuntimes extends AsyncDisposable {
  /** Loaded once for all who ask at the same time; a failed load is not remembered. */
  open(modelId: string, device: DeviceId): Promise<ChatRuntime>;
  /** The model where it is loaded; null where nobody asked it yet. */
  opened(modelId: string, device: DeviceId): Promise<ChatRuntime> | null;
}

export function createChatRuntimes({ finder, threads }: { finder: ModelFinder; threads: number }): ChatRuntimes {
  const cache = createByteCache<SeenPhoto>({ limitBytes: featureCacheBytes });
  const runtimes = new Map<string, Promise<ChatRuntime>>();
  const keyOf = (modelId: string, device: DeviceId): string => `${modelId} on ${device}`;
  return {
    opened: (modelId, device) => runtimes.get(keyOf(modelId, device)) ?? null,
    open(modelId, device) {
      const key = keyOf(modelId, device);
      const known = runtimes.get(key);
      if (known !== undefined) return known;
      const runtime = finder
        .find(modelId)
        .then((model) => openChatRuntime(model, { device, cache, sessionOptions: sessionOptions(device, threads) }));
      runtimes.set(key, runtime);
      runtime.catch(() => runtimes.delete(key));
      return runtime;
    },
    async [Symbol.asyncDispose]() {
      const open = await Promise.allSettled(runtimes.values());
      runtimes.clear();
      for (const result of open) if (result.status === 'fulfilled') await result.value[Symbol.asyncDispose]();
    },
  };
}
