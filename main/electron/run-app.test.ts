import { EventEmitter } from 'node:events';
import type { App } from 'electron';
import { describe, expect, it, vi } from 'vitest';
import { foldersFromArguments } from './folders-from-arguments.ts';
import { runApp } from './run-app.ts';

function run({ first = true, folders = ['/photos'], staysWithoutWindows = false } = {}) {
  const ready = Promise.withResolvers<void>();
  const closed = Promise.withResolvers<void>();
  const app = Object.assign(new EventEmitter(), {
    requestSingleInstanceLock: vi.fn(() => first),
    whenReady: () => ready.promise,
    quit: vi.fn(),
  });
  const shell = { addFolders: vi.fn(async () => undefined), showWindow: vi.fn(), close: vi.fn(() => closed.promise) };
  const open = vi.fn(() => shell);
  runApp({ app: app as unknown as App, folders, open, staysWithoutWindows });
  const start = async (): Promise<void> => {
    ready.resolve();
    await vi.waitFor(() => expect(open).toHaveBeenCalledOnce());
  };
  return { app, shell, open, start, closed };
}

describe('runApp', () => {
  it('adds the folders of its command line', async () => {
    const { app, shell, start } = run();
    expect(app.requestSingleInstanceLock).toHaveBeenCalledWith({ folders: ['/photos'] });
    await start();
    expect(shell.addFolders).toHaveBeenCalledWith(['/photos']);
  });

  it('ends where another instance runs, which got the folders', () => {
    const { app, open } = run({ first: false });
    expect(app.quit).toHaveBeenCalledOnce();
    expect(open).not.toHaveBeenCalled();
  });

  it('comes to the front and adds the folders of a second start', async () => {
    const { app, shell, start } = run({ folders: [] });
    await start();
    app.emit('second-instance', {}, [], '/', { folders: ['/more'] });
    expect(shell.showWindow).toHaveBeenCalledOnce();
    expect(shell.addFolders).toHaveBeenLastCalledWith(['/more']);
  });

  it('takes nothing odd from a second start', async () => {
    const { app, shell, start } = run({ folders: [] });
    await start();
    shell.addFolders.mockClear();
    app.emit('second-instance', {}, [], '/', { folders: [7] });
    app.emit('second-instance', {}, [], '/', null);
    expect(shell.addFolders).not.toHaveBeenCalled();
  });

  it('adds what the system opens with it, before it is ready too', async () => {
    const { app, shell, start } = run({ folders: [] });
    app.emit('open-file', { preventDefault: vi.fn() }, '/dropped');
    await start();
    expect(shell.addFolders).toHaveBeenCalledWith(['/dropped']);
  });

  it('closes the library before it ends, once', async () => {
    const { app, shell, start, closed } = run();
    await start();
    const quit = () => {
      const preventDefault = vi.fn();
      app.emit('will-quit', { preventDefault });
      return preventDefault.mock.calls.length > 0;
    };
    expect(quit()).toBe(true);
    expect(quit()).toBe(true);
    expect(app.quit).not.toHaveBeenCalled();
    closed.resolve();
    await vi.waitFor(() => expect(app.quit).toHaveBeenCalledOnce());
    expect(shell.close).toHaveBeenCalledOnce();
    expect(quit()).toBe(false);
  });

  it('ends with its last window, except where apps go on without one', async () => {
    const ending = run();
    ending.app.emit('window-all-closed');
    expect(ending.app.quit).toHaveBeenCalledOnce();
    const staying = run({ staysWithoutWindows: true });
    await staying.start();
    staying.app.emit('window-all-closed');
    expect(staying.app.quit).not.toHaveBeenCalled();
    staying.app.emit('activate');
    expect(staying.shell.showWindow).toHaveBeenCalledOnce();
  });
});

describe('foldersFromArguments', () => {
  it('leaves out the program and the switches', () => {
    const argv = ['/usr/bin/electron', '--inspect=0', '.', 'photos', '/abs', '--no-sandbox'];
    expect(foldersFromArguments(argv, false, '/home/me')).toEqual(['/home/me/photos', '/abs']);
    expect(foldersFromArguments(['/opt/afterimage', '../p'], true, '/home/me')).toEqual(['/home/p']);
    expect(foldersFromArguments(['/opt/afterimage'], true, '/home/me')).toEqual([]);
  });
});
