import type { MenuItemConstructorOptions } from 'electron';

export interface MenuOptions {
  readonly platform: NodeJS.Platform;
  /** Adds what a developer needs. */
  readonly devTools: boolean;
  readonly addFolders: () => void;
  readonly showLogs: () => void;
}

const separator: MenuItemConstructorOptions = { type: 'separator' };

/** The application menu: the system's own commands, and the few of the app. */
export function applicationMenu(options: MenuOptions): MenuItemConstructorOptions[] {
  const mac = options.platform === 'darwin';
  return [
    ...(mac ? [{ role: 'appMenu' } as const] : []),
    fileMenu(mac, options.addFolders),
    { role: 'editMenu' },
    viewMenu(options.devTools),
    { role: 'windowMenu' },
    helpMenu(mac, options.showLogs),
  ];
}

function fileMenu(mac: boolean, addFolders: () => void): MenuItemConstructorOptions {
  return {
    label: '&File',
    submenu: [
      { label: 'Add &Folders…', accelerator: 'CmdOrCtrl+O', click: addFolders },
      separator,
      { role: mac ? 'close' : 'quit' },
    ],
  };
}

function viewMenu(devTools: boolean): MenuItemConstructorOptions {
  const forDevelopers: MenuItemConstructorOptions[] = [{ role: 'reload' }, { role: 'toggleDevTools' }, separator];
  return {
    label: '&View',
    submenu: [
      ...(devTools ? forDevelopers : []),
      { role: 'resetZoom' },
      { role: 'zoomIn' },
      { role: 'zoomOut' },
      separator,
      { role: 'togglefullscreen' },
    ],
  };
}

function helpMenu(mac: boolean, showLogs: () => void): MenuItemConstructorOptions {
  return {
    role: 'help',
    submenu: [{ label: 'Show &Logs', click: showLogs }, ...(mac ? [] : [separator, { role: 'about' } as const])],
  };
}
