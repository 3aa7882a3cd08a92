import { EventEmitter } from 'node:events';
import type { MessagePort } from 'node:worker_threads';
import type { IpcMain, WebFrameMain } from 'electron';
import { describe, expect, it, vi } from 'vitest';
import { AppError } from '../../../app/contract/errors.ts';
import type { PhotoId } from '../../../app/contract/ids.ts';
import { desktopContract } from '../../../app/desktop-contract.ts';
import { connect } from '../../../app/rpc/client.ts';
import { messagePortTransport } from '../../../app/rpc/transports/message-port.ts';
import { silentLogger as logger } from '../../platform/testing/silent-logger.ts';
import { connectChannel, portsChannel } from '../channels.ts';
import type { OpenedEngine } from '../processes/open-engine-life.ts';
import { createTestChannel } from '../testing/worker-processes.ts';
import { servePages } from './serve-pages.ts';

type PostMessage = (channel: string, nonce: unknown, ports: [MessagePort, MessagePort]) => void;

const pageFrame = (change: object = {}) => {
  const frame = {
    url: 'app://afterimage/#/chat',
    parent: null,
    detached: false,
    postMessage: vi.fn<PostMessage>(),
    ...change,
  };
  return frame as typeof frame & WebFrameMain;
};

function served() {
  const ipcMain = new EventEmitter();
  const openPort = vi.fn<OpenedEngine['openPort']>(async () => createTestChannel().port1);
  const desktop = {
    pickFolders: vi.fn(async () => ({ paths: ['/photos'] })),
    pickDirectory: vi.fn(async () => ({ path: null })),
    revealPhoto: vi.fn(async () => ({})),
    openExternal: vi.fn(async () => ({})),
  };
  const ready = vi.fn(async () => ({ openPort }) as unknown as OpenedEngine);
  servePages({
    ipcMain: ipcMain as unknown as IpcMain,
    createChannel: createTestChannel,
    engine: { ready },
    desktop,
    logger,
  });
  const ask = (senderFrame: WebFrameMain | null, nonce: unknown = 'n-1') =>
    ipcMain.emit(connectChannel, { senderFrame, sender: { id: 1 } }, nonce);
  return { ask, openPort, desktop, ready };
}

describe('servePages', () => {
  it('hands a page two ports, under the nonce that it gave', async () => {
    const { ask, openPort } = served();
    const frame = pageFrame();
    ask(frame, 'n-42');
    await vi.waitFor(() => expect(frame.postMessage).toHaveBeenCalledOnce());
    const [channel, nonce, ports] = frame.postMessage.mock.calls[0]!;
    expect([channel, nonce]).toEqual([portsChannel, 'n-42']);
    expect(ports).toHaveLength(2);
    expect(ports[0]).toBe(await openPort.mock.results[0]!.value);
    expect(openPort).toHaveBeenCalledWith('page 1');
  });

  it('serves the desktop shell on the second port, and checks what comes over it', async () => {
    const { ask, desktop } = served();
    const frame = pageFrame();
    ask(frame);
    await vi.waitFor(() => expect(frame.postMessage).toHaveBeenCalledOnce());
    const connection = connect(desktopContract, messagePortTransport(frame.postMessage.mock.calls[0]![2][1]));
    const page = connection.client.desktop;
    await expect(page.pickFolders({})).resolves.toEqual({ paths: ['/photos'] });
    for (const url of ['http://example.org', 'file:///etc/passwd', 'javascript:alert(1)', 'smb://host/share']) {
      await expect(page.openExternal({ url })).rejects.toMatchObject({ code: 'invalid_input' });
    }
    expect(desktop.openExternal).not.toHaveBeenCalled();
    await page.openExternal({ url: 'https://example.org/' });
    expect(desktop.openExternal).toHaveBeenCalledOnce();
    const path = '/etc/passwd' as PhotoId;
    await expect(page.revealPhoto({ photoId: path })).rejects.toMatchObject({ code: 'invalid_input' });
    connection.close();
  });

  it.each([
    ['a frame inside the page', pageFrame({ parent: {} })],
    ['another site', pageFrame({ url: 'https://example.org/' })],
    ['another page of the app', pageFrame({ url: 'app://afterimage/other.html' })],
    ['a page that is gone', null],
  ])('gives nothing to %s', async (_who, frame) => {
    const { ask, ready } = served();
    ask(frame);
    expect(ready).not.toHaveBeenCalled();
  });

  it.each([undefined, '', 7, 'n'.repeat(101), { nonce: 'n' }])('takes no nonce such as %j', (nonce) => {
    const { ask, ready } = served();
    ask(pageFrame(), nonce === undefined ? null : nonce);
    expect(ready).not.toHaveBeenCalled();
  });

  it('gives nothing to a page that went away while the engine started', async () => {
    const { ask, openPort } = served();
    const { port1 } = createTestChannel();
    const closed = vi.spyOn(port1, 'close');
    openPort.mockResolvedValue(port1);
    const frame = pageFrame({ detached: true });
    ask(frame);
    await vi.waitFor(() => expect(closed).toHaveBeenCalledOnce());
    expect(frame.postMessage).not.toHaveBeenCalled();
  });

  it('answers only the last question of a page that asked again', async () => {
    const { ask } = served();
    const frame = pageFrame();
    ask(frame, 'n-1');
    ask(frame, 'n-2');
    await vi.waitFor(() => expect(frame.postMessage).toHaveBeenCalledOnce());
    expect(frame.postMessage.mock.calls[0]![1]).toBe('n-2');
  });

  it('turns to the next engine where one ends before it has the port', async () => {
    const { ask, openPort, ready } = served();
    openPort.mockRejectedValueOnce(new AppError('unavailable', 'The engine ended.'));
    const frame = pageFrame();
    ask(frame);
    await vi.waitFor(() => expect(frame.postMessage).toHaveBeenCalledOnce());
    expect(ready).toHaveBeenCalledTimes(2);
  });

  it('closes the ports that could not be handed over', async () => {
    const { ask, openPort } = served();
    const port = createTestChannel().port1;
    const closed = vi.spyOn(port, 'close');
    openPort.mockResolvedValue(port);
    const frame = pageFrame({
      postMessage: () => {
        throw new Error('Render frame was disposed');
      },
    });
    ask(frame);
    await vi.waitFor(() => expect(closed).toHaveBeenCalledOnce());
  });
});
