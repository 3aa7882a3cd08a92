import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { MessagePort } from 'node:worker_threads';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { contract } from '../../app/contract/index.ts';
import { protocolVersion } from '../../app/contract/system.ts';
import { connect } from '../../app/rpc/client.ts';
import { messagePortTransport } from '../../app/rpc/transports/message-port.ts';
import { silentLogger as logger } from '../platform/testing/silent-logger.ts';
import { connectChannel } from './channels.ts';
import { openShell } from './open-shell.ts';
import { createFakeElectron } from './testing/fake-electron.ts';
import { createWorkerProcesses } from './testing/worker-processes.ts';

const engineScript = fileURLToPath(new URL('testing/stub-engine.ts', import.meta.url));
const hello = { protocol: protocolVersion };
let directory = '';
let stack: AsyncDisposableStack;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'afterimage-shell-'));
  await writeFile(join(directory, 'index.html'), '<!doctype html>');
  await writeFile(join(directory, 'photo.png'), 'pixels');
  stack = new AsyncDisposableStack();
  stack.defer(() => rm(directory, { recursive: true }));
});
afterEach(() => stack.disposeAsync());

function open() {
  const processes = stack.use(createWorkerProcesses());
  const electron = createFakeElectron(processes);
  const shell = openShell(electron.parts, {
    engineScript,
    scriptOf: () => engineScript,
    preloadScript: '/app/preload.cjs',
    pageDirectory: directory,
    engineConfiguration: { photoFile: join(directory, 'photo.png') },
    environment: { PATH: '/bin' },
    profileDirectory: directory,
    logDirectory: directory,
    logger,
  });
  stack.defer(() => shell.close());
  const [window] = electron.windows;
  return { electron, shell, processes, window: window! };
}

async function connectPage({ electron, window }: ReturnType<typeof open>) {
  window.frame.postMessage.mockClear();
  electron.ipcMain.emit(connectChannel, { senderFrame: window.frame, sender: { id: 1 } }, 'n-1');
  await vi.waitFor(() => expect(window.frame.postMessage).toHaveBeenCalledOnce(), 5000);
  const [, , ports] = window.frame.postMessage.mock.calls[0] as [string, string, [MessagePort, MessagePort]];
  const connection = connect(contract, messagePortTransport(ports[0]));
  stack.defer(() => connection.close());
  return connection;
}

describe('openShell', () => {
  it('opens a sandboxed window on the page', () => {
    const { window } = open();
    expect(window.loadURL).toHaveBeenCalledWith('app://afterimage/');
    expect(window.options).toMatchObject({
      show: false,
      webPreferences: {
        preload: '/app/preload.cjs',
        sandbox: true,
        contextIsolation: true,
        nodeIntegration: false,
        webviewTag: false,
        spellcheck: false,
        devTools: false,
      },
    });
    window.emit('ready-to-show');
    expect(window.show).toHaveBeenCalledOnce();
    expect(window.webContents.setWindowOpenHandler).toHaveBeenCalledOnce();
  });

  it('connects the page to the engine, and again after the engine crashed', async () => {
    const shell = open();
    const page = await connectPage(shell);
    await expect(page.client.system.hello(hello)).resolves.toMatchObject({ host: 'electron' });
    shell.processes.started[0]!.crash();
    await page.closed;
    const again = await connectPage(shell);
    await expect(again.client.system.hello(hello)).resolves.toMatchObject({ host: 'electron' });
    expect(shell.processes.started).toHaveLength(2);
  });

  it('serves the page and the pictures under their schemes', async () => {
    const { electron } = open();
    const page = await electron.answers.get('app')!(new Request('app://afterimage/'));
    expect(await page.text()).toBe('<!doctype html>');
    const photo = electron.answers.get('photo')!;
    expect(await (await photo(new Request('photo://library/7/grid?v=1'))).text()).toBe('pixels');
    expect((await photo(new Request('photo://library/8/grid?v=1'))).status).toBe(404);
  });

  it('adds folders from the menu and from outside', async () => {
    const running = open();
    const { electron, shell } = running;
    const items = electron.menus[0]!.flatMap(({ submenu }) => (Array.isArray(submenu) ? submenu : []));
    (items.find(({ accelerator }) => accelerator === 'CmdOrCtrl+O')!.click as () => void)();
    await shell.addFolders(['/given']);
    const page = await connectPage(running);
    await vi.waitFor(async () => expect((await page.client.library.browse({})).path).toMatch(/picked/), 5000);
    expect((await page.client.library.browse({})).path).toContain('/given');
    expect(electron.dialog.showErrorBox).not.toHaveBeenCalled();
  });

  it('tells the engine when mains power goes and comes', async () => {
    const running = open();
    const page = await connectPage(running);
    const power = async () => (await page.client.system.hello(hello)).version;
    running.electron.powerMonitor.emit('on-battery');
    await vi.waitFor(async () => expect(await power()).toBe('battery'));
    running.electron.powerMonitor.emit('on-ac');
    await vi.waitFor(async () => expect(await power()).toBe('mains'));
  });

  it('loads a page that crashed again, asks after the third time, and leaves a page that ended in peace', async () => {
    const { electron, window } = open();
    window.webContents.emit('render-process-gone', {}, { reason: 'clean-exit', exitCode: 0 });
    expect(window.loadURL).toHaveBeenCalledTimes(1);
    for (const expected of [2, 3]) {
      window.webContents.emit('render-process-gone', {}, { reason: 'crashed', exitCode: 5 });
      await vi.waitFor(() => expect(window.loadURL).toHaveBeenCalledTimes(expected));
    }
    window.webContents.emit('render-process-gone', {}, { reason: 'oom', exitCode: 5 });
    await vi.waitFor(() => expect(electron.app.quit).toHaveBeenCalledOnce());
    expect(electron.dialog.showMessageBox).toHaveBeenCalledOnce();
  });

  it('comes to the front, and opens a new window where there is none, where the last one was', () => {
    const { electron, shell, window } = open();
    shell.showWindow();
    expect([window.restore, window.focus].map((call) => call.mock.calls.length)).toEqual([1, 1]);
    window.emit('close');
    window.emit('closed');
    shell.showWindow();
    expect(electron.windows).toHaveLength(2);
    expect(electron.windows[1]!.options).toMatchObject({ x: 10, y: 20, width: 900, height: 700 });
  });
});
