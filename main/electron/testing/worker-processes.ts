import { EventEmitter } from 'node:events';
import { pathToFileURL } from 'node:url';
import { MessageChannel, Worker, type MessagePort } from 'node:worker_threads';
import type { MessageChannelMain, UtilityProcess } from 'electron';
import type { UtilityProcesses } from '../processes/create-launcher.ts';

/** Stands in for Electron's utility processes: threads that run the very scripts, with ports that can be handed over. */
export interface WorkerProcesses extends UtilityProcesses, AsyncDisposable {
  /** Every one so far, in the order of their start. */
  readonly started: readonly WorkerProcess[];
}

export interface WorkerProcess {
  readonly script: string;
  readonly serviceName: string | undefined;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Ends it as a fault of its own would. */
  crash(): void;
}

export function createWorkerProcesses(): WorkerProcesses {
  const started: WorkerProcess[] = [];
  const workers: Worker[] = [];
  const fork: UtilityProcesses['fork'] = (script, args = [], { env, serviceName } = {}) => {
    const worker = new Worker(new URL('worker-main.ts', import.meta.url), {
      workerData: { script: pathToFileURL(script).href },
      argv: args,
      env: env as Record<string, string>,
      execArgv: [],
      stdout: true,
      stderr: true,
    });
    workers.push(worker);
    started.push({ script, serviceName, environment: { ...env }, crash: () => void worker.terminate() });
    return toUtilityProcess(worker);
  };
  return {
    started,
    fork,
    [Symbol.asyncDispose]: async () => void (await Promise.all(workers.map((worker) => worker.terminate()))),
  };
}

function toUtilityProcess(worker: Worker): UtilityProcess {
  const child = Object.assign(new EventEmitter(), {
    pid: undefined as number | undefined,
    stdout: worker.stdout,
    stderr: worker.stderr,
    postMessage: (data: unknown, ports: MessagePort[] = []) => worker.postMessage({ data, ports }, ports),
    kill() {
      if (child.pid === undefined) return false;
      void worker.terminate();
      return true;
    },
  });
  worker.once('online', () => {
    child.pid = worker.threadId;
    child.emit('spawn');
  });
  worker.on('message', (message) => child.emit('message', message));
  // Like a process, a thread says what was wrong on its standard error.
  worker.on('error', (error) => worker.stderr.push(`${String(error)}\n`));
  worker.once('exit', (code) => {
    child.pid = undefined;
    child.emit('exit', code);
  });
  return child as unknown as UtilityProcess;
}

/** A channel whose ends behave as Electron's do. */
export const createTestChannel = (): MessageChannelMain => new MessageChannel() as unknown as MessageChannelMain;
