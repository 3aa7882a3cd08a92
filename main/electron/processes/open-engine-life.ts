import type { MessagePortMain } from 'electron';
import { AppError, fromErrorShape } from '../../../app/contract/errors.ts';
import { contract, type Engine } from '../../../app/contract/index.ts';
import { localContract, type LocalEngine } from '../../../app/contract/local.ts';
import { connect } from '../../../app/rpc/client.ts';
import { messagePortTransport } from '../../../app/rpc/transports/message-port.ts';
import type { Logger } from '../../platform/logger.ts';
import type { SecretStore } from '../../platform/secret-store.ts';
import type { LaunchedProcess } from './create-launcher.ts';
import { createSpawnDesk, type SpawnDesk, type SpawnDeskOptions } from './create-spawn-desk.ts';
import { answerSecretOrder } from './create-shell-secrets.ts';
import { ToShell, type ToEngine } from './shell-protocol.ts';

export interface EngineLifeOptions extends Pick<SpawnDeskOptions, 'launch' | 'scriptOf' | 'createChannel'> {
  readonly engineScript: string;
  /** Read by the engine's process, which checks it. */
  readonly configuration: unknown;
  /** What the engine may keep in the system's keychain. */
  readonly secrets: SecretStore;
  readonly logger: Logger;
}

/** An engine whose library is open. */
export interface OpenedEngine {
  /** Main's own connections. */
  readonly engine: Engine;
  readonly local: LocalEngine;
  /** A port for a page, once the engine serves it; rejects `unavailable` where the engine ends before that. */
  openPort(connection: string): Promise<MessagePortMain>;
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
  const { launch, engineScript, configuration, secrets, logger } = options;
  const log = logger.child('engine');
  const process = launch({
    script: engineScript,
    name: 'engine',
    configuration,
    onLine: (stream, line) => (stream === 'stdout' ? log.info(line) : log.warn(line)),
  });
  const tell = (message: ToEngine, ports?: MessagePortMain[]): void => process.post(message, ports);
  const desk = createSpawnDesk({ ...options, tell });
  const ports = createPortDesk(process, options.createChannel, tell);
  void process.exited.then(desk.killAll);
  const keep = async ({ request, order }: SecretRequest): Promise<void> =>
    tell({ ...(await answerSecretOrder(secrets, order)), request });
  return {
    opened: listen(process, { desk, ports, keep, log }).then(() => connectTo(ports, process)),
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

type SecretRequest = Extract<ToShell, { readonly type: 'secret' }>;

interface Desks {
  readonly desk: SpawnDesk;
  readonly ports: PortDesk;
  readonly keep: (request: SecretRequest) => Promise<void>;
  readonly log: Logger;
}

function listen(process: LaunchedProcess, { desk, ports, keep, log }: Desks): Promise<void> {
  const opened = Promise.withResolvers<void>();
  process.onMessage((raw) => {
    const parsed = ToShell.safeParse(raw);
    if (!parsed.success) return log.error('the engine broke the protocol');
    const message = parsed.data;
    if (message.type === 'opened') opened.resolve();
    else if (message.type === 'refused') opened.reject(fromErrorShape(message.error));
    else if (message.type === 'serving') ports.serving(message.connection);
    else if (message.type === 'spawn') desk.order(message.id, message.order);
    else if (message.type === 'secret') void keep(message);
    else desk.kill(message.id);
  });
  return opened.promise;
}

interface PortDesk {
  /** Sends the engine one end of a channel, and gives the other. */
  send(served: 'engine' | 'local', connection: string): MessagePortMain;
  /** The same, once the engine has it: a port that dies on its way says nothing to its other end. */
  open(connection: string): Promise<MessagePortMain>;
  serving(connection: string): void;
}

function createPortDesk(
  process: LaunchedProcess,
  createChannel: EngineLifeOptions['createChannel'],
  tell: (message: ToEngine, ports?: MessagePortMain[]) => void,
): PortDesk {
  const waiting = new Map<string, () => void>();
  const send: PortDesk['send'] = (served, connection) => {
    const { port1, port2 } = createChannel();
    tell({ type: 'serve', contract: served, connection }, [port1]);
    return port2;
  };
  return {
    send,
    open: (connection) =>
      new Promise((resolve, reject) => {
        const port = send('engine', connection);
        waiting.set(connection, () => resolve(port));
        void process.exited.then((reason) => {
          waiting.delete(connection);
          reject(new AppError('unavailable', `The engine ended: ${reason}.`));
        });
      }),
    serving(connection) {
      waiting.get(connection)?.();
      waiting.delete(connection);
    },
  };
}

function connectTo(ports: PortDesk, { exited }: LaunchedProcess): OpenedEngine {
  const engine = connect(contract, messagePortTransport(ports.send('engine', 'shell')));
  const local = connect(localContract, messagePortTransport(ports.send('local', 'shell files')));
  void exited.then(() => {
    engine.close();
    local.close();
  });
  return { engine: engine.client, local: local.client, openPort: ports.open };
}
