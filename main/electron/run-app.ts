/** @file The app's life: one instance, folders that come from outside, and an end that closes the library. */
import type { App } from 'electron';
import { z } from 'zod';
import type { Shell } from './open-shell.ts';

export interface AppLifeOptions {
  readonly app: App;
  /** Folders of this start. */
  readonly folders: readonly string[];
  /** Called once Electron is ready. */
  readonly open: () => Shell;
  /** The system's own habit: an app without windows goes on. */
  readonly staysWithoutWindows: boolean;
}

/** What a second start tells the first. */
const SecondStart = z.object({ folders: z.array(z.string()).max(1000) });

/** Runs the app, or hands its folders to the instance that runs already and ends. */
export function runApp({ app, folders, open, staysWithoutWindows }: AppLifeOptions): void {
  if (!app.requestSingleInstanceLock({ folders })) return app.quit();
  let shell: Shell | null = null;
  const early: string[] = [...folders];
  const add = (paths: readonly string[]): void => {
    if (shell === null) early.push(...paths);
    else void shell.addFolders(paths);
  };

  app.on('second-instance', (_event, _argv, _directory, data) => {
    const start = SecondStart.safeParse(data);
    shell?.showWindow();
    if (start.success) add(start.data.folders);
  });
  app.on('open-file', (event, path) => {
    event.preventDefault();
    add([path]);
  });
  app.on('activate', () => shell?.showWindow());
  app.on('window-all-closed', () => {
    if (!staysWithoutWindows) app.quit();
  });
  closeBeforeQuit(app, async () => shell?.close());

  // Not awaited: Electron is ready only after the program's own module is done.
  void app.whenReady().then(() => {
    shell = open();
    void shell.addFolders(early);
  });
}

function closeBeforeQuit(app: App, close: () => Promise<void>): void {
  let closing: Promise<void> | null = null;
  let closed = false;
  app.on('will-quit', (event) => {
    if (closed) return;
    event.preventDefault();
    closing ??= close().finally(() => {
      closed = true;
      app.quit();
    });
  });
}
