import { join } from 'node:path';
import packageFile from '../../package.json' with { type: 'json' };
import { openEngine, type OpenEngine } from '../../main/engine/open-engine.ts';
import { readDriver } from '../../main/inference/devices/driver.ts';
import { createLogFile } from '../../main/platform/log-file.ts';
import { createLogger, formatRecord, type LogSink } from '../../main/platform/create-logger.ts';
import type { Logger } from '../../main/platform/logger.ts';
import type { Spawner } from '../../main/platform/process.ts';
import type { SecretStore } from '../../main/platform/secret-store.ts';
import type { Hello } from '../contract/system.ts';
import { starterDirectory } from './locations.ts';
import { readNetworkEnvironment } from './network-environment.ts';

export interface EngineStart extends Pick<Hello, 'host' | 'mediaBase' | 'capabilities'> {
  readonly libraryDirectory: string;
  readonly spawn: (logger: Logger) => Spawner;
  readonly roots: readonly string[] | null;
  readonly keepInStep: boolean;
  readonly onBattery: () => boolean;
  readonly secrets: SecretStore;
  readonly resources?: string | undefined;
}

/** Opens the engine of this program on a library, logging into the library's folder. */
export async function startEngine(start: EngineStart): Promise<OpenEngine> {
  const logger = createLogger({ sink: logSink(join(start.libraryDirectory, 'logs')), level: 'info' });
  const { host, mediaBase, capabilities } = start;
  return openEngine({
    libraryDirectory: start.libraryDirectory,
    starterDirectory: starterDirectory(start.resources),
    spawn: start.spawn(logger),
    driver: await readDriver(process.env),
    logger,
    hello: { version: packageFile.version, host, mediaBase, platform: process.platform, capabilities },
    roots: start.roots,
    keepInStep: start.keepInStep,
    onBattery: start.onBattery,
    secrets: start.secrets,
    ...readNetworkEnvironment(process.env),
  });
}

/** The log file, and standard error too where AFTERIMAGE_LOG asks for it. */
function logSink(directory: string): LogSink {
  const toFile = createLogFile(directory);
  if (process.env['AFTERIMAGE_LOG'] !== 'stderr') return toFile;
  return (record) => {
    toFile(record);
    process.stderr.write(`${formatRecord(record)}\n`);
  };
}
