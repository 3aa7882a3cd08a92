import { openHeadlessHost, type HeadlessHost } from '../../main/headless/open-headless-host.ts';
import { isOnBattery } from '../../main/platform/battery.ts';
import { createNodeSpawner } from '../../main/platform/node-spawner.ts';
import { connectEngine, type EngineConnection } from './connect-engine.ts';
import { pageDirectory, processScript } from './locations.ts';
import { startEngine } from './start-engine.ts';

export interface HeadlessStart {
  readonly libraryDirectory: string;
  readonly roots: readonly string[];
  /** 0 takes any free port. */
  readonly port: number;
  /** Folders to add at once. */
  readonly folders: readonly string[];
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
      roots: start.roots,
      keepInStep: true,
      onBattery: isOnBattery,
    }),
  );
  const connection = stack.use(connectEngine(engine));
  const host = stack.use(
    await openHeadlessHost({
      handlers: engine.handlers,
      mediaFile: connection.local.mediaFile,
      pageDirectory,
      port: start.port,
      logger: engine.logger.child('host'),
    }),
  );
  if (start.folders.length > 0) await connection.engine.library.add({ paths: [...start.folders] });
  const owned = stack.move();
  return { host, connection, [Symbol.asyncDispose]: () => owned.disposeAsync() };
}
