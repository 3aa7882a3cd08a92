import type { MessagePortMain } from 'electron';
import { fromErrorShape } from '../../../app/contract/errors.ts';
import { contract, type Engine } from '../../../app/contract/index.ts';
import { localContract, type LocalEngine } from '../../../app/contract/local.ts';
import { connect } from '../../../app/rpc/client.ts';
import { messagePortTransport } from '../../../app/rpc/transports/message-port.ts';
import type { Logger } from '../../platform/logger.ts';
import type { LaunchedProcess } from './create-launcher.ts';
import { createSpawnDesk, type SpawnDesk, type SpawnDeskOptions } from './create-spawn-desk.ts';
import { ToShell, type ToEngine } from './shell-protocol.ts';

export interface EngineLifeOptions extends Pick<SpawnDeskOptions, 'launch' | 'scriptOf' | 'createChannel'> {
  readonly engineScript: string;
  /** Read by the engine's process, which checks it. */
  readonly configuration: unknown;
  readonly logger: Logger;
}

/** An engine whose library is open. */
export interface OpenedEngine {
  /** Main's own connections. */
  readonly engine: Engine;
  readonly local: LocalEngine;
  /** A port for a page, with the engine behind it. */
  openPort(connection: string): MessagePortMain;
}

/** One run of the engine's process, from start to end. */
export interface EngineLife {
  /** Rejects with why the library does not open; stays pending where the process ends first. */
  readonly opened: Promise<OpenedEngine>;
  readonly exited: Promise<string>;
  setOnBattery(onBattery: boolean): void;
  /** Asks it to close, and ends it where that takes longer. */
  close(maximumMs: number): Promise<void>;
}

export function openEngineLife(options: EngineLifeOptions): EngineLife {
  const { launch, engineScript, configuration, logger } = options;
  const log = logger.child('engine');
  const process = launch({
    script: engineScript,
    name: 'engine',
    configuration,
    onLine: (stream, line) => (stream === 'stdout' ? log.info(line) : log.warn(line)),
  });
  const tell = (message: ToEngine, ports?: MessagePortMain[]): void => process.post(message, ports);
  const desk = createSpawnDesk({ ...options, tell });
  const openPort = (served: 'engine' | 'local', connection: string): MessagePortMain => {
    const { port1, port2 } = options.createChannel();
    tell({ type: 'serve', contract: served, connection }, [port1]);
    return port2;
  };
  void process.exited.then(desk.killAll);
  return {
    opened: listen(process, desk, log).then(() => connectTo(openPort)),
    exited: process.exited,
    setOnBattery: (onBattery) => tell({ type: 'power', onBattery }),
    async close(maximumMs) {
      tell({ type: 'close' });
      const timer = setTimeout(() => process.kill(), maximumMs);
      await process.exited;
      clearTimeout(timer);
    },
  };
}

function listen(process: LaunchedProcess, desk: SpawnDesk, log: Logger): Promise<void> {
  const opened = Promise.withResolvers<void>();
  process.onMessage((raw) => {
    const parsed = ToShell.safeParse(raw);
    if (!parsed.success) return log.error('the engine broke the protocol');
    const message = parsed.data;
    if (message.type === 'opened') opened.resolve();
    else if (message.type === 'refused') opened.reject(fromErrorShape(message.error));
    else if (message.type === 'spawn') desk.order(message.id, message.order);
    else desk.kill(message.id);
  });
  return opened.promise;
}

function connectTo(openPort: (served: 'engine' | 'local', connection: string) => MessagePortMain): OpenedEngine {
  return {
    engine: connect(contract, messagePortTransport(openPort('engine', 'shell'))).client,
    local: connect(localContract, messagePortTransport(openPort('local', 'shell'))).client,
    openPort: (connection) => openPort('engine', connection),
  };
}
