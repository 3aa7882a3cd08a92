import { availableParallelism } from 'node:os';
import { processScript, starterDirectory } from '../../app/entry/locations.ts';
import { connectEngine, type EngineConnection } from '../../app/entry/connect-engine.ts';
import { openLocalEngine } from '../../app/entry/open-local-engine.ts';
import { openInference, type Inference } from '../../main/inference/client.ts';
import type { Lane } from '../../main/inference/contract.ts';
import { loadInstalledModel, type InstalledModel } from '../../main/inference/installed-models.ts';
import { openMedia, type Media } from '../../main/media/client.ts';
import { createNodeSpawner } from '../../main/platform/node-spawner.ts';
import { silentLogger } from '../../main/platform/testing/silent-logger.ts';

const spawn = createNodeSpawner({ entryPath: processScript, logger: silentLogger });

export const loadStarter = (): Promise<InstalledModel> => loadInstalledModel(starterDirectory(undefined));

/** The media stage alone, on all cores. */
export function openMediaAlone(): Media {
  return openMedia({ spawn, logger: silentLogger, processes: availableParallelism() });
}

/** The embedding stage alone, on all cores. */
export function openInferenceAlone(model: InstalledModel): Inference {
  const cores = availableParallelism();
  const threads = (lane: Lane): number => (lane === 'interactive' ? 1 : cores);
  return openInference({ spawn, logger: silentLogger, modelDirectories: [model.directory], modelsRoot: null, threads });
}

/** The whole engine in this process, as the command line has it. */
export async function openWholeEngine(
  ...where: Parameters<typeof openLocalEngine>
): Promise<EngineConnection & AsyncDisposable> {
  const engine = await openLocalEngine(...where);
  const connection = connectEngine(engine);
  return {
    ...connection,
    async [Symbol.asyncDispose]() {
      connection[Symbol.dispose]();
      await engine[Symbol.asyncDispose]();
    },
  };
}

/** Resolves once no job is running. */
export async function untilIdle({ engine }: EngineConnection): Promise<void> {
  for await (const event of engine.jobs.watch({})) {
    const jobs = event.type === 'snapshot' ? event.jobs : [event.job];
    if (jobs.length > 0 && jobs.every(({ state }) => state === 'finished')) return;
    const bad = jobs.find(({ state }) => state === 'failed' || state === 'cancelled');
    if (bad !== undefined) throw new Error(`The job ended ${bad.state}: ${bad.failure?.message ?? ''}`);
  }
}
