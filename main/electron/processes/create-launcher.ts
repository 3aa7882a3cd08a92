import { createInterface } from 'node:readline';
import type { MessagePortMain, utilityProcess, UtilityProcess } from 'electron';

/** The part of Electron that starts processes. */
export type UtilityProcesses = Pick<typeof utilityProcess, 'fork'>;

export interface Launch {
  readonly script: string;
  readonly name: string;
  /** JSON handed to the process as its last argument. */
  readonly configuration: unknown;
  readonly environment?: Readonly<Record<string, string>> | undefined;
  readonly onLine: (stream: 'stdout' | 'stderr', line: string) => void;
}

/** A utility process with its rough edges taken off. */
export interface LaunchedProcess {
  /** Settles with the process id once it runs; never for a process that ended before. */
  readonly spawned: Promise<number | null>;
  /** Settles once when the process is gone, and never rejects. */
  readonly exited: Promise<string>;
  post(message: unknown, ports?: MessagePortMain[]): void;
  onMessage(listener: (message: unknown) => void): void;
  kill(): void;
}

export type Launcher = (launch: Launch) => LaunchedProcess;

/** @param environment what every process gets, beside its own. */
export function createLauncher(
  processes: UtilityProcesses,
  environment: Readonly<Record<string, string | undefined>>,
): Launcher {
  return ({ script, name, configuration, environment: own, onLine }) => {
    const child = processes.fork(script, [JSON.stringify(configuration)], {
      serviceName: `Afterimage ${name}`,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...environment, ...own },
    });
    if (child.stdout !== null) forwardLines(child.stdout, (line) => onLine('stdout', line));
    if (child.stderr !== null) forwardLines(child.stderr, (line) => onLine('stderr', line));
    return watch(child);
  };
}

function watch(child: UtilityProcess): LaunchedProcess {
  let state: 'starting' | 'running' | 'gone' = 'starting';
  let killed = false;
  let fault = '';
  const spawned = Promise.withResolvers<number | null>();
  const exited = Promise.withResolvers<string>();
  child.once('spawn', () => {
    state = 'running';
    spawned.resolve(child.pid ?? null);
    if (killed) child.kill();
  });
  // Without a listener an 'error' event would end the shell.
  child.on('error', (type, location) => (fault = ` (${type} at ${location})`));
  child.once('exit', (code) => {
    state = 'gone';
    exited.resolve(`exit code ${code}${fault}`);
  });
  return {
    spawned: spawned.promise,
    exited: exited.promise,
    post(message, ports = []) {
      if (state === 'gone') ports.forEach((port) => port.close());
      else child.postMessage(message, ports);
    },
    onMessage: (listener) => void child.on('message', listener),
    kill() {
      // A process that has not started yet cannot be killed: it is, as soon as it has.
      killed = true;
      if (state === 'running') child.kill();
    },
  };
}

function forwardLines(stream: NodeJS.ReadableStream, write: (line: string) => void): void {
  createInterface({ input: stream }).on('line', write);
}
