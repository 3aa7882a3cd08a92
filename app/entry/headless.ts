import { openHeadlessHost, type HeadlessHost } from '../../main/headless/open-headless-host.ts';
import { isOnBattery } from '../../main/platform/battery.ts';
import { createNodeSpawner } from '../../main/platform/node-spawner.ts';
import type { OpenEngine } from '../../main/engine/open-engine.ts';
import { toAppError } from '../contract/errors.ts';
import { connectEngine, type EngineConnection } from './connect-engine.ts';
import { hostSecrets } from './host-secrets.ts';
import { pageDirectory as builtPage, processScript } from './locations.ts';
import { startEngine } from './start-engine.ts';

const usualPort = 4117;

export interface HeadlessStart {
  readonly libraryDirectory: string;
  readonly roots: readonly string[];
  /** 0 takes any free port; undefined the usual one, or any where that is taken. */
  readonly port: number | undefined;
  /** Folders to add at once. */
  readonly folders: readonly string[];
  /** The page that it serves; the built one where it is left out. */
  readonly pageDirectory?: string;
}

export interface RunningHost extends AsyncDisposable {
  readonly host: HeadlessHost;
  readonly connection: EngineConnection;
}

/** The engine behind a page on localhost. */
export async function startHeadless(start: HeadlessStart): Promise<RunningHost> {
  await using stack = new AsyncDisposableStack();
  const engine = stack.use(
    await startEngine({
      libraryDirectory: start.libraryDirectory,
      host: 'headless',
      mediaBase: '/media',
      capabilities: { nativeFolderPicker: false, revealFile: false, dropFolders: false },
      spawn: (logger) => createNodeSpawner({ entryPath: processScript, logger }),
      roots: [...start.roots, ...start.folders],
      keepInStep: true,
      onBattery: isOnBattery,
      secrets: hostSecrets(start.libraryDirectory),
    }),
  );
  const connection = stack.use(connectEngine(engine));
  const host = stack.use(await openHost(engine, connection, start));
  if (start.folders.length > 0) await connection.engine.library.add({ paths: [...start.folders] });
  const owned = stack.move();
  return { host, connection, [Symbol.asyncDispose]: () => owned.disposeAsync() };
}

async function openHost(
  { handlers, logger }: OpenEngine,
  { local }: EngineConnection,
  { port, pageDirectory = builtPage }: HeadlessStart,
): Promise<HeadlessHost> {
  const options = { handlers, mediaFile: local.mediaFile, pageDirectory, logger: logger.child('host') };
  if (port !== undefined) return openHeadlessHost({ ...options, port });
  return openHeadlessHost({ ...options, port: usualPort }).catch((error: unknown) => {
    if (toAppError(error).code !== 'conflict') throw error;
    return openHeadlessHost({ ...options, port: 0 });
  });
}
