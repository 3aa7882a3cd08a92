import { createDeferredTransport } from '../../../app/rpc/transports/deferred.ts';
import type { AnyMessagePort } from '../../../app/rpc/transports/message-port.ts';
import { messagePortTransport } from '../../../app/rpc/transports/message-port.ts';
import type { Logger } from '../../platform/logger.ts';
import type { SpawnedProcess, Spawner, SpawnRequest } from '../../platform/process.ts';
import { SpawnOrder, type ToEngine, type ToShell } from './shell-protocol.ts';

/** The engine's way to processes of its own: it asks main, which alone may start them, and talks to them over a port. */
export interface ShellSpawner {
  spawner(logger: Logger): Spawner;
  /** Takes what main says of a process that was asked for. */
  receive(message: ProcessNews, port: AnyMessagePort | undefined): void;
}

export type ProcessNews = Extract<ToEngine, { readonly id: number }>;

interface RemoteProcess {
  readonly process: SpawnedProcess;
  receive(message: ProcessNews, port: AnyMessagePort | undefined): void;
}

/** @param post tells main. */
export function createShellSpawner(post: (message: ToShell) => void): ShellSpawner {
  const processes = new Map<number, RemoteProcess>();
  let lastId = 0;

  function spawn(request: SpawnRequest, logger: Logger): SpawnedProcess {
    const id = ++lastId;
    const remote = createRemoteProcess(request.name, logger, () => post({ type: 'kill', id }));
    processes.set(id, remote);
    void remote.process.exited.then(() => processes.delete(id));
    post({ type: 'spawn', id, order: SpawnOrder.parse(request) });
    return remote.process;
  }

  return {
    spawner: (logger) => (request) => spawn(request, logger),
    receive: (message, port) => processes.get(message.id)?.receive(message, port),
  };
}

function createRemoteProcess(name: string, logger: Logger, kill: () => void): RemoteProcess {
  const link = createDeferredTransport();
  const { promise: exited, resolve } = Promise.withResolvers<string>();
  let pid: number | undefined;
  let log = logger.child(name);

  function spawned(number: number | null, port: AnyMessagePort | undefined): void {
    pid = number ?? undefined;
    log = logger.child(`${name} ${pid ?? '-'}`);
    if (port === undefined) kill();
    else link.attach(messagePortTransport(port));
  }

  return {
    process: {
      get pid() {
        return pid;
      },
      transport: link.transport,
      exited,
      kill,
    },
    receive(message, port) {
      if (message.type === 'spawned') return spawned(message.pid, port);
      if (message.type === 'printed')
        return message.stream === 'stdout' ? log.info(message.line) : log.warn(message.line);
      link.end(message.reason);
      resolve(message.reason);
    },
  };
}
