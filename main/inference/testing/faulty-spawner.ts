import { fileURLToPath } from 'node:url';
import type { Logger } from '../../platform/logger.ts';
import { createNodeSpawner } from '../../platform/node-spawner.ts';
import type { Spawner } from '../../platform/process.ts';

const script = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/** Starts the real processes, in whose environment is what `environment` says. */
export function spawnerWith(environment: Readonly<Record<string, string>>, logger: Logger): Spawner {
  const spawn = createNodeSpawner({ entryPath: (entry) => script(`../../../app/entry/${entry}-process.ts`), logger });
  return (request) => spawn({ ...request, environment: { ...request.environment, ...environment } });
}

/** Starts processes whose WebGPU goes wrong: see `faulty-provider-process.ts`. */
export function faultySpawner(fault: string, logger: Logger): Spawner {
  const entryPath = (): string => script('faulty-provider-process.ts');
  const spawn = createNodeSpawner({ entryPath, logger });
  return (request) =>
    request.entry === 'media'
      ? spawnerWith({}, logger)(request)
      : spawn({ ...request, environment: { AFTERIMAGE_ENTRY: request.entry, AFTERIMAGE_FAULT: fault } });
}
