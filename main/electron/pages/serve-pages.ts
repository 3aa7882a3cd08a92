/** @file A page asks for its connection once per load: a port to the engine and one to the desktop shell. */
import type { IpcMain, IpcMainEvent, MessageChannelMain, MessagePortMain, WebFrameMain } from 'electron';
import { z } from 'zod';
import { isCancelled } from '../../../app/contract/errors.ts';
import { desktopContract, type DesktopHandlers } from '../../../app/desktop-contract.ts';
import { serve } from '../../../app/rpc/server.ts';
import { messagePortTransport } from '../../../app/rpc/transports/message-port.ts';
import type { Logger } from '../../platform/logger.ts';
import { connectChannel, portsChannel } from '../channels.ts';
import type { EngineSupervisor } from '../processes/supervise-engine.ts';
import { isPageUrl } from './addresses.ts';

export interface ServePagesOptions {
  readonly ipcMain: Pick<IpcMain, 'on'>;
  readonly createChannel: () => MessageChannelMain;
  readonly engine: Pick<EngineSupervisor, 'ready'>;
  readonly desktop: DesktopHandlers['desktop'];
  readonly logger: Logger;
}

const Nonce = z.string().min(1).max(100);

/** Answers every page of ours that asks, and nobody else; of a page's questions only the last one counts. */
export function servePages(options: ServePagesOptions): void {
  const { ipcMain, logger } = options;
  const lastOf = new Map<number, string>();
  let connections = 0;
  ipcMain.on(connectChannel, (event, offered: unknown) => {
    const nonce = Nonce.safeParse(offered);
    const frame = pageFrame(event);
    if (frame === null || !nonce.success) return logger.warn('refused a page that asked for ports');
    const page = event.sender.id;
    const connection = `page ${(connections += 1)}`;
    lastOf.set(page, connection);
    const asker = { frame, nonce: nonce.data, connection, stillAsks: () => lastOf.get(page) === connection };
    handOver(asker, options).catch((error: unknown) => {
      if (!isCancelled(error)) logger.warn('a page got no ports', { reason: String(error) });
    });
  });
}

interface Asker {
  readonly frame: WebFrameMain;
  readonly nonce: string;
  readonly connection: string;
  stillAsks(): boolean;
}

/** The frame that asks where it is a window's own page, else null. */
function pageFrame({ senderFrame }: IpcMainEvent): WebFrameMain | null {
  return senderFrame !== null && senderFrame.parent === null && isPageUrl(senderFrame.url) ? senderFrame : null;
}

async function handOver({ frame, nonce, connection, stillAsks }: Asker, options: ServePagesOptions): Promise<void> {
  const enginePort = await openEnginePort(connection, options.engine);
  if (frame.detached || !stillAsks()) return enginePort.close();
  const desktopPort = openDesktopPort(connection, options);
  try {
    frame.postMessage(portsChannel, nonce, [enginePort, desktopPort]);
  } catch (error) {
    // The page went away meanwhile.
    enginePort.close();
    desktopPort.close();
    throw error;
  }
}

/** A port to the engine, or to the next one where this one ends meanwhile. */
async function openEnginePort(connection: string, engine: ServePagesOptions['engine']): Promise<MessagePortMain> {
  for (;;) {
    const { openPort } = await engine.ready();
    const port = await openPort(connection).catch(() => null);
    if (port !== null) return port;
  }
}

function openDesktopPort(connection: string, { createChannel, desktop, logger }: ServePagesOptions): MessagePortMain {
  const { port1, port2 } = createChannel();
  serve(desktopContract, { desktop }, messagePortTransport(port1), {
    connection,
    onError: (path, { code }) => logger.warn('a call failed', { path, code }),
  });
  return port2;
}
