import { EventEmitter } from 'node:events';
import { expect, it, vi } from 'vitest';

const electron = vi.hoisted(() => ({
  contextBridge: { exposeInMainWorld: vi.fn() },
  ipcRenderer: { on: vi.fn(), send: vi.fn() },
  webUtils: { getPathForFile: vi.fn((file: { name: string }) => `/photos/${file.name}`) },
}));
vi.mock('electron', () => electron);

it('gives the page two functions, and passes its ports on under its nonce', async () => {
  const postMessage = vi.fn();
  vi.stubGlobal('window', { postMessage });
  const main = new EventEmitter();
  electron.ipcRenderer.on.mockImplementation(main.on.bind(main));
  await import('./preload.ts');

  const [[name, shell]] = electron.contextBridge.exposeInMainWorld.mock.calls as [
    [string, { connectEngine(nonce: string): void; pathForFile(file: object): string }],
  ];
  expect([name, Object.keys(shell)]).toEqual(['afterimage', ['connectEngine', 'pathForFile']]);
  expect(shell.pathForFile({ name: 'a.jpg' })).toBe('/photos/a.jpg');
  shell.connectEngine('n-1');
  expect(electron.ipcRenderer.send).toHaveBeenCalledExactlyOnceWith('afterimage:connect', 'n-1');

  const ports = [{}, {}];
  main.emit('afterimage:ports', { ports }, 'n-1');
  expect(postMessage).toHaveBeenCalledExactlyOnceWith({ type: 'afterimage-ports', nonce: 'n-1' }, '*', ports);
});
