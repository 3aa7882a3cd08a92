/** @file What runs inside a probe: one device, one model, the very code that works on photos; then it is thrown away. */
import { listSupportedBackends } from 'onnxruntime-node';
import { z } from 'zod';
import type { DeviceId } from '../../../app/contract/devices.ts';
import { isChat, searchFactsOf } from '../../../models/manifest.ts';
import { createInferenceHandlers } from '../create-inference-handlers.ts';
import { openModelFinder, type ModelFinder } from '../model-finder.ts';
import { candidatesOf, runtimeLibraries } from './candidates.ts';
import { measureChat } from './measure-chat.ts';
import { measureEncoder } from './measure-encoder.ts';
import type { Measurement, ProbeHandlers } from './probe-contract.ts';

export const ProbeConfiguration = z.object({
  /** Folders of single models. */
  modelDirectories: z.array(z.string()),
  /** The folder of installed models; null for none. */
  modelsRoot: z.string().nullable(),
});
export type ProbeConfiguration = z.output<typeof ProbeConfiguration>;

/** More threads are worth having only where they make it this much faster. */
const worthwhile = 1.05;

/** @param configuration a `ProbeConfiguration` from the process's command line. */
export async function openProbeProcess(configuration: unknown): Promise<{ handlers: ProbeHandlers } & AsyncDisposable> {
  const { modelDirectories, modelsRoot } = ProbeConfiguration.parse(configuration);
  const finder = await openModelFinder({ directories: modelDirectories, root: modelsRoot });
  return {
    handlers: {
      candidates: () => ({ candidates: candidatesOf(listSupportedBackends(), runtimeLibraries()) }),
      async measure({ modelId, device, threads }, { signal }) {
        let best: Measurement | null = null;
        for (const count of threads.toSorted((left, right) => left - right)) {
          const found = await measureWith(count, { finder, modelId, device, signal });
          if (best === null || found.perSecond > best.perSecond * worthwhile) best = found;
        }
        return best!;
      },
    },
    [Symbol.asyncDispose]: () => Promise.resolve(),
  };
}

interface Work {
  readonly finder: ModelFinder;
  readonly modelId: string;
  readonly device: DeviceId;
  readonly signal: AbortSignal;
}

async function measureWith(threads: number, { finder, modelId, device, signal }: Work): Promise<Measurement> {
  const { manifest } = await finder.find(modelId);
  const context = { signal, connection: 'probe' };
  const lane = isChat(manifest) ? 'generate' : 'index';
  await using service = createInferenceHandlers({ lane, finder, threads });
  const measured = isChat(manifest)
    ? await measureChat(service.handlers, { manifest, device, context })
    : await measureEncoder(service.handlers, { modelId, size: searchFactsOf(manifest)!.pixels.size, device, context });
  return { ...measured, threads };
}
