/** @file The desktop shell, put together: what happens once Electron is ready. */
import { join } from 'node:path';
import type { BrowserWindow } from 'electron';
import { toAppError } from '../../app/contract/errors.ts';
import type { Logger } from '../platform/logger.ts';
import type { ProcessEntry } from '../platform/process.ts';
import { servePage } from '../platform/serving/serve-page.ts';
import { servePhotos } from '../platform/serving/serve-photos.ts';
import type { ElectronParts } from './electron-parts.ts';
import { guardContents, guardSession } from './pages/guard-contents.ts';
import { pageUrl, photoHost, photoScheme } from './pages/addresses.ts';
import { servePages } from './pages/serve-pages.ts';
import { createLauncher } from './processes/create-launcher.ts';
import { createKeychainSecrets } from './processes/keychain-secrets.ts';
import { openEngineLife } from './processes/open-engine-life.ts';
import { superviseEngine, type EngineSupervisor } from './processes/supervise-engine.ts';
import { applicationMenu } from './window/application-menu.ts';
import { createDesktopHandlers, pickFolders } from './window/create-desktop-handlers.ts';
import { createFailureDialogs, type FailureDialogs } from './window/failure-dialogs.ts';
import { openWindow } from './window/open-window.ts';

export interface ShellOptions {
  readonly engineScript: string;
  readonly scriptOf: (entry: ProcessEntry) => string;
  readonly preloadScript: string;
  /** The built page. */
  readonly pageDirectory: string;
  /** Handed to the engine's process, which checks it. */
  readonly engineConfiguration: unknown;
  /** What every process of the app inherits. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly profileDirectory: string;
  readonly logDirectory: string;
  readonly logger: Logger;
}

export interface Shell {
  /** Adds folders to the library, and says so where that fails. */
  addFolders(paths: readonly string[]): Promise<void>;
  /** Brings the window to the front, or opens one. */
  showWindow(): void;
  /** Closes the library; what takes longer is ended. */
  close(): Promise<void>;
}

const closeMs = 8_000;

/** Opens the engine, the protocols, the menu and the window. To be called once Electron is ready. */
export function openShell(electron: ElectronParts, options: ShellOptions): Shell {
  const { app, BrowserWindow, dialog, shell } = electron;
  const devTools = !app.isPackaged;
  const showLogs = (): void => void shell.openPath(options.logDirectory);
  const failures = createFailureDialogs(dialog, showLogs);
  const engine = openEngine(electron, options, failures);
  let window: BrowserWindow | null = null;

  async function addFolders(paths: readonly string[]): Promise<void> {
    if (paths.length === 0) return;
    try {
      await (await engine.ready()).engine.library.add({ paths: [...paths] });
    } catch (error) {
      dialog.showErrorBox('These folders could not be added', toAppError(error).message);
    }
  }

  function showWindow(): void {
    if (window !== null) return bringToFront(window);
    window = openWindow({
      createWindow: (windowOptions) => new BrowserWindow(windowOptions),
      screen: electron.screen,
      preloadScript: options.preloadScript,
      statePath: join(options.profileDirectory, 'window-state.json'),
      devTools,
      onPageFailed: failures.page,
      onQuit: () => app.quit(),
      logger: options.logger,
    });
    window.on('closed', () => (window = null));
  }

  servePageParts(electron, options, { engine, window: () => window });
  const addPicked = (): void => void pickFolders({ dialog, window: () => window }).then(addFolders);
  const menu = applicationMenu({ platform: process.platform, devTools, addFolders: addPicked, showLogs });
  electron.Menu.setApplicationMenu(electron.Menu.buildFromTemplate(menu));
  showWindow();
  return { addFolders, showWindow, close: () => engine.stop(closeMs) };
}

function openEngine(
  { app, utilityProcess, MessageChannelMain, powerMonitor, safeStorage }: ElectronParts,
  options: ShellOptions,
  failures: FailureDialogs,
): EngineSupervisor {
  const launch = createLauncher(utilityProcess, options.environment);
  const { engineScript, scriptOf, engineConfiguration: configuration, logger } = options;
  const createChannel = () => new MessageChannelMain();
  const secrets = createKeychainSecrets(safeStorage, join(options.profileDirectory, 'secrets'));
  const engine = superviseEngine({
    openLife: () => openEngineLife({ launch, engineScript, scriptOf, configuration, createChannel, secrets, logger }),
    onRefused: failures.engine,
    onGaveUp: failures.engine,
    onQuit: () => app.quit(),
    logger,
  });
  engine.setOnBattery(powerMonitor.isOnBatteryPower());
  powerMonitor.on('on-battery', () => engine.setOnBattery(true));
  powerMonitor.on('on-ac', () => engine.setOnBattery(false));
  return engine;
}

interface PageParts {
  readonly engine: EngineSupervisor;
  readonly window: () => BrowserWindow | null;
}

/** Everything that a page can reach: itself, pictures by id, and two ports. */
function servePageParts(electron: ElectronParts, options: ShellOptions, { engine, window }: PageParts): void {
  const { app, dialog, ipcMain, protocol, session, shell, MessageChannelMain } = electron;
  guardSession(session.defaultSession, !app.isPackaged);
  app.on('web-contents-created', (_event, contents) => guardContents(contents));
  const imageSources = [`${photoScheme}:`, 'blob:', 'data:'];
  protocol.handle('app', servePage({ directory: options.pageDirectory, host: new URL(pageUrl).host, imageSources }));
  protocol.handle(
    photoScheme,
    servePhotos(async (input, call) => (await engine.ready()).local.mediaFile(input, call), {
      host: photoHost,
      prefix: '',
    }),
  );
  servePages({
    ipcMain,
    createChannel: () => new MessageChannelMain(),
    engine,
    desktop: createDesktopHandlers({
      dialog,
      shell,
      window,
      photoPath: async (input, call) => (await engine.ready()).local.photoPath(input, call),
    }),
    logger: options.logger,
  });
}

function bringToFront(window: BrowserWindow): void {
  if (window.isMinimized()) window.restore();
  window.show();
  window.focus();
}
