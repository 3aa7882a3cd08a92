import { fork } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { childProcessTransport } from '../../app/rpc/transports/child-process.ts';
import type { Logger } from './logger.ts';
import type { ProcessEntry, SpawnedProcess, Spawner, SpawnRequest } from './process.ts';

export interface NodeSpawnerOptions {
  /** The script of an entry. */
  readonly entryPath: (entry: ProcessEntry) => string;
  readonly logger: Logger;
}

/** Starts processes with Node's fork; what they print goes to the log under their name and process id. */
export function createNodeSpawner({ entryPath, logger }: NodeSpawnerOptions): Spawner {
  return (request) => start(entryPath(request.entry), request, logger);
}

function start(script: string, request: SpawnRequest, logger: Logger): SpawnedProcess {
  const child = fork(script, [JSON.stringify(request.configuration)], {
    serialization: 'advanced',
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    env: { ...process.env, ...request.environment },
    execArgv: [],
  });
  const log = logger.child(`${request.name} ${child.pid ?? '-'}`);
  if (child.stdout) forwardLines(child.stdout, (line) => log.info(line));
  if (child.stderr) forwardLines(child.stderr, (line) => log.warn(line));
  const exited = new Promise<string>((resolve) => {
    child.once('error', (error) => resolve(error.message));
    child.once('exit', (code, signal) => resolve(signal === null ? `exit code ${code}` : `signal ${signal}`));
  });
  return { pid: child.pid, transport: childProcessTransport(child), exited, kill: () => void child.kill('SIGKILL') };
}

function forwardLines(stream: Readable, write: (line: string) => void): void {
  createInterface({ input: stream }).on('line', write);
}
