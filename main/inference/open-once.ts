import type { DeviceId } from '../../app/contract/devices.ts';
import type { InstalledModel } from './installed-models.ts';
import type { ModelFinder } from './model-finder.ts';

/** Models of one kind, each loaded on a device when it is first asked. */
export interface OpenedModels<Runtime> {
  /** Loaded once for all who ask at the same time; a failed load is not remembered. */
  open(modelId: string, device: DeviceId): Promise<Runtime>;
  /** null where nobody asked for it yet. */
  opened(modelId: string, device: DeviceId): Promise<Runtime> | null;
  /** Those that were loaded well. */
  all(): Promise<Runtime[]>;
}

export function openOnce<Runtime>(
  finder: ModelFinder,
  load: (model: InstalledModel, device: DeviceId) => Promise<Runtime>,
): OpenedModels<Runtime> {
  const runtimes = new Map<string, Promise<Runtime>>();
  const keyOf = (modelId: string, device: DeviceId): string => `${modelId} on ${device}`;
  return {
    open(modelId, device) {
      const key = keyOf(modelId, device);
      const known = runtimes.get(key);
      if (known !== undefined) return known;
      const runtime = finder.find(modelId).then((model) => load(model, device));
      runtimes.set(key, runtime);
      runtime.catch(() => runtimes.delete(key));
      return runtime;
    },
    opened: (modelId, device) => runtimes.get(keyOf(modelId, device)) ?? null,
    async all() {
      const settled = await Promise.allSettled(runtimes.values());
      return settled.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));
    },
  };
}
