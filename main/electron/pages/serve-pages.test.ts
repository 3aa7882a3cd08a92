import { EventEmitter } from 'node:events';
import type { MessagePort } from 'node:worker_threads';
import type { IpcMain, MessagePortMain, WebFrameMain } from 'electron';
import { describe, expect, it, vi } from 'vitest';
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
  const openPort = vi.fn<(connection: string) => MessagePortMain>(() => createTestChannel().port1);
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
    ipcMain.emit(connectChannel, { senderFrame }, nonce);
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
    expect(ports[0]).toBe(openPort.mock.results[0]!.value);
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
    const { ask, openPort, ready } = served();
    const frame = pageFrame({ detached: true });
    ask(frame);
    await ready.mock.results[0]!.value;
    expect(openPort).not.toHaveBeenCalled();
  });

  it('closes the ports that could not be handed over', async () => {
    const { ask, openPort } = served();
    const port = createTestChannel().port1;
    const closed = vi.spyOn(port, 'close');
    openPort.mockReturnValue(port);
    const frame = pageFrame({
      postMessage: () => {
        throw new Error('Render frame was disposed');
      },
    });
    ask(frame);
    await vi.waitFor(() => expect(closed).toHaveBeenCalledOnce());
  });
});
