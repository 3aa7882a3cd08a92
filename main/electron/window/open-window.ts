import type { BrowserWindow, BrowserWindowConstructorOptions, Rectangle, Screen } from 'electron';
import type { Logger } from '../../platform/logger.ts';
import { pageUrl } from '../pages/addresses.ts';
import { minimumSize, placeWindow, readWindowState, writeWindowState } from './window-state.ts';

export interface OpenWindowOptions {
  readonly createWindow: (options: BrowserWindowConstructorOptions) => BrowserWindow;
  readonly screen: Pick<Screen, 'getAllDisplays' | 'getPrimaryDisplay'>;
  readonly preloadScript: string;
  /** Where the window's place is kept. */
  readonly statePath: string;
  readonly devTools: boolean;
  /** Asks whether to load the page again after it failed too often. */
  readonly onPageFailed: (reason: string) => Promise<'retry' | 'quit'>;
  readonly onQuit: () => void;
  readonly logger: Logger;
}

const saveDelayMs = 500;
const crashLimit = 3;
const crashWindowMs = 60_000;

/** Opens the app's window where it was last, and brings its page back when that crashes. */
export function openWindow(options: OpenWindowOptions): BrowserWindow {
  const { maximised, ...bounds } = placeWindow(readWindowState(options.statePath), workAreas(options.screen));
  const window = options.createWindow({
    ...bounds,
    minWidth: minimumSize.width,
    minHeight: minimumSize.height,
    show: false,
    title: 'Afterimage',
    webPreferences: {
      preload: options.preloadScript,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webviewTag: false,
      spellcheck: false,
      devTools: options.devTools,
    },
  });
  if (maximised) window.maximize();
  window.once('ready-to-show', () => window.show());
  keepPlace(window, options.statePath);
  bringBackPage(window, options);
  void load(window, options.logger);
  return window;
}

/** The displays, the first one first. */
function workAreas(screen: OpenWindowOptions['screen']): [Rectangle, ...Rectangle[]] {
  return [screen.getPrimaryDisplay().workArea, ...screen.getAllDisplays().map(({ workArea }) => workArea)];
}

function keepPlace(window: BrowserWindow, path: string): void {
  let timer: NodeJS.Timeout | undefined;
  const save = (): void => {
    clearTimeout(timer);
    if (window.isDestroyed()) return;
    writeWindowState(path, { ...window.getNormalBounds(), maximised: window.isMaximized() });
  };
  const saveSoon = (): void => {
    clearTimeout(timer);
    timer = setTimeout(save, saveDelayMs);
  };
  window.on('resize', saveSoon);
  window.on('move', saveSoon);
  window.on('maximize', saveSoon);
  window.on('unmaximize', saveSoon);
  window.on('close', save);
  window.on('closed', () => clearTimeout(timer));
}

function bringBackPage(window: BrowserWindow, { logger, onPageFailed, onQuit }: OpenWindowOptions): void {
  let crashTimes: number[] = [];
  window.webContents.on('render-process-gone', (_event, { reason, exitCode }) => {
    if (reason === 'clean-exit') return;
    logger.error('the page ended unexpectedly', { reason, exitCode });
    const now = Date.now();
    crashTimes = [...crashTimes.filter((time) => now - time < crashWindowMs), now];
    void recover(reason);
  });

  async function recover(reason: string): Promise<void> {
    if (crashTimes.length >= crashLimit) {
      crashTimes = [];
      if ((await onPageFailed(reason)) === 'quit') return onQuit();
    }
    await load(window, logger);
  }
}

async function load(window: BrowserWindow, logger: Logger): Promise<void> {
  if (window.isDestroyed()) return;
  await window
    .loadURL(pageUrl)
    .catch((error: unknown) => logger.error('the page did not load', { reason: String(error) }));
}
