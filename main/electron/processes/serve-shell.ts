/** @file What the engine's process does from start to end: open the engine, serve it on the ports that main hands over, close. */
import { contract, type EngineHandlers } from '../../../app/contract/index.ts';
import { localContract, type LocalEngineHandlers } from '../../../app/contract/local.ts';
import { serve } from '../../../app/rpc/server.ts';
import { messagePortTransport, type AnyMessagePort } from '../../../app/rpc/transports/message-port.ts';
import type { Logger } from '../../platform/logger.ts';
import type { Spawner } from '../../platform/process.ts';
import type { SecretStore } from '../../platform/secret-store.ts';
import { createShellSecrets } from './create-shell-secrets.ts';
import { createShellSpawner } from './create-shell-spawner.ts';
import { refusalOf, ToEngine, type ToShell } from './shell-protocol.ts';

/** The part of Electron's `process.parentPort` that is used. */
export interface ParentPort {
  postMessage(message: unknown): void;
  on(
    type: 'message',
    listener: (event: { readonly data: unknown; readonly ports: readonly AnyMessagePort[] }) => void,
  ): unknown;
}

/** What main decides for the engine. */
export interface ShellPowers {
  spawner(logger: Logger): Spawner;
  onBattery(): boolean;
  readonly secrets: SecretStore;
}

export interface ServedEngine extends AsyncDisposable {
  readonly handlers: EngineHandlers;
  readonly local: LocalEngineHandlers;
  readonly logger: Logger;
}

/** Resolves once main asked it to close, and the engine is closed. An engine that does not open is reported, not thrown. */
export async function serveShell(
  parent: ParentPort,
  open: (powers: ShellPowers) => Promise<ServedEngine>,
): Promise<void> {
  const post = (message: ToShell): void => parent.postMessage(message);
  const processes = createShellSpawner(post);
  const secrets = createShellSecrets(post);
  const power = { onBattery: false };
  const closing = Promise.withResolvers<void>();
  let engine: ServedEngine | null = null;

  parent.on('message', ({ data, ports: [port] }) => {
    const message = ToEngine.parse(data);
    if (message.type === 'close') closing.resolve();
    else if (message.type === 'power') power.onBattery = message.onBattery;
    else if (message.type === 'secret') secrets.receive(message);
    else if (message.type === 'serve') {
      if (servePort(engine, message, port)) post({ type: 'serving', connection: message.connection });
    } else processes.receive(message, port);
  });

  const powers = { spawner: processes.spawner, onBattery: () => power.onBattery, secrets: secrets.store };
  engine = await openOrRefuse(open, powers, post);
  await closing.promise;
  await engine?.[Symbol.asyncDispose]();
}

async function openOrRefuse(
  open: (powers: ShellPowers) => Promise<ServedEngine>,
  powers: ShellPowers,
  post: (message: ToShell) => void,
): Promise<ServedEngine | null> {
  try {
    const engine = await open(powers);
    post({ type: 'opened' });
    return engine;
  } catch (error) {
    post({ type: 'refused', error: refusalOf(error) });
    return null;
  }
}

/** False where there is nothing to serve, or nothing to serve it on. */
function servePort(
  engine: ServedEngine | null,
  { contract: served, connection }: Extract<ToEngine, { type: 'serve' }>,
  port: AnyMessagePort | undefined,
): boolean {
  if (engine === null || port === undefined) return false;
  const { logger } = engine;
  const options = {
    connection,
    onError: (path: string, { code }: { readonly code: string }): void => logger.warn('a call failed', { path, code }),
  };
  const transport = messagePortTransport(port);
  if (served === 'engine') serve(contract, engine.handlers, transport, options);
  else serve(localContract, engine.local, transport, options);
  return true;
}
