import { EventEmitter } from 'node:events';
import { MessageChannel } from 'node:worker_threads';
import type { MenuItemConstructorOptions, WebFrameMain } from 'electron';
import { vi } from 'vitest';
import type { ElectronParts } from '../electron-parts.ts';
import type { UtilityProcesses } from '../processes/create-launcher.ts';

type Answer = (request: Request) => Promise<Response>;

const emitter = <T extends object>(parts: T): EventEmitter & T => Object.assign(new EventEmitter(), parts);

/** A window of the fake: its page is the test. */
export function createFakeWindow(options: object) {
  const mainFrame = { url: 'app://afterimage/', parent: null, detached: false, postMessage: vi.fn() };
  const webContents = emitter({ setWindowOpenHandler: vi.fn(), mainFrame: mainFrame as unknown as WebFrameMain });
  return emitter({
    options,
    webContents,
    frame: mainFrame,
    loadURL: vi.fn(async () => undefined),
    show: vi.fn(),
    focus: vi.fn(),
    restore: vi.fn(),
    maximize: vi.fn(),
    isMinimized: () => true,
    isMaximized: () => false,
    isDestroyed: () => false,
    getNormalBounds: () => ({ x: 10, y: 20, width: 900, height: 700 }),
  });
}
export type FakeWindow = ReturnType<typeof createFakeWindow>;

/** The parts of Electron that the shell uses, without Electron. */
export function createFakeElectron(utilityProcess: UtilityProcesses) {
  const windows: FakeWindow[] = [];
  const answers = new Map<string, Answer>();
  const app = emitter({ isPackaged: true, quit: vi.fn() });
  const defaultSession = emitter({
    setPermissionRequestHandler: vi.fn(),
    setPermissionCheckHandler: vi.fn(),
    setDevicePermissionHandler: vi.fn(),
    setDisplayMediaRequestHandler: vi.fn(),
    setSpellCheckerEnabled: vi.fn(),
    webRequest: { onBeforeRequest: vi.fn() },
  });
  const display = { workArea: { x: 0, y: 0, width: 1920, height: 1080 } };
  const fakes = {
    app,
    windows,
    answers,
    defaultSession,
    menus: [] as MenuItemConstructorOptions[][],
    ipcMain: new EventEmitter(),
    powerMonitor: emitter({ isOnBatteryPower: () => false }),
    dialog: {
      showOpenDialog: vi.fn(async () => ({ canceled: false, filePaths: ['/picked'] })),
      showMessageBox: vi.fn(async () => ({ response: 2, checkboxChecked: false })),
      showErrorBox: vi.fn(),
    },
    safeStorage: {
      isAsyncEncryptionAvailable: vi.fn(async () => true),
      getSelectedStorageBackend: () => 'gnome_libsecret',
      encryptStringAsync: async (text: string) => Buffer.from(`locked ${text}`),
      decryptStringAsync: async (bytes: Buffer) => ({ result: bytes.toString().replace(/^locked /, '') }),
    },
    shell: { openPath: vi.fn(async () => ''), openExternal: vi.fn(), showItemInFolder: vi.fn() },
  };
  function BrowserWindow(options: object): FakeWindow {
    const window = createFakeWindow(options);
    windows.push(window);
    app.emit('web-contents-created', {}, window.webContents);
    return window;
  }
  const parts = {
    ...fakes,
    BrowserWindow,
    utilityProcess,
    MessageChannelMain: MessageChannel,
    Menu: {
      buildFromTemplate: (menu: MenuItemConstructorOptions[]) => fakes.menus.push(menu),
      setApplicationMenu: vi.fn(),
    },
    protocol: { handle: (scheme: string, answer: Answer) => void answers.set(scheme, answer) },
    screen: { getPrimaryDisplay: () => display, getAllDisplays: () => [display] },
    session: { defaultSession },
  };
  return { ...fakes, parts: parts as unknown as ElectronParts };
}
