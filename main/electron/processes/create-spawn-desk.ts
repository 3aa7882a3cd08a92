import type { MessageChannelMain, MessagePortMain } from 'electron';
import type { ProcessEntry } from '../../platform/process.ts';
import type { LaunchedProcess, Launcher } from './create-launcher.ts';
import type { SpawnOrder, ToEngine } from './shell-protocol.ts';

export interface SpawnDeskOptions {
  readonly launch: Launcher;
  readonly scriptOf: (entry: ProcessEntry) => string;
  readonly createChannel: () => MessageChannelMain;
  /** Tells the engine that gave the orders. */
  readonly tell: (message: ToEngine, ports?: MessagePortMain[]) => void;
}

/** Main's side of the engine's orders: starts processes and hands each a port that leads straight to the engine. */
export interface SpawnDesk {
  order(id: number, order: SpawnOrder): void;
  kill(id: number): void;
  /** For the end of the engine that ordered them. */
  killAll(): void;
}

export function createSpawnDesk({ launch, scriptOf, createChannel, tell }: SpawnDeskOptions): SpawnDesk {
  const processes = new Map<number, LaunchedProcess>();

  function start(id: number, { entry, name, configuration, environment }: SpawnOrder): void {
    const child = launch({
      script: scriptOf(entry),
      name,
      configuration,
      environment,
      onLine: (stream, line) => tell({ type: 'printed', id, stream, line }),
    });
    processes.set(id, child);
    const { port1, port2 } = createChannel();
    child.post({ type: 'serve' }, [port2]);
    void child.spawned.then((pid) => tell({ type: 'spawned', id, pid }, [port1]));
    void child.exited.then((reason) => {
      processes.delete(id);
      tell({ type: 'exited', id, reason });
    });
  }

  return {
    order(id, order) {
      if (processes.has(id)) return;
      try {
        start(id, order);
      } catch (error) {
        tell({ type: 'exited', id, reason: error instanceof Error ? error.message : String(error) });
      }
    },
    kill: (id) => processes.get(id)?.kill(),
    killAll: () => processes.forEach((child) => child.kill()),
  };
}
