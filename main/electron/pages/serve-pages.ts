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

/** Answers every page of ours that asks, and nobody else. */
export function servePages(options: ServePagesOptions): void {
  const { ipcMain, logger } = options;
  let connections = 0;
  ipcMain.on(connectChannel, (event, offered: unknown) => {
    const nonce = Nonce.safeParse(offered);
    const frame = pageFrame(event);
    if (frame === null || !nonce.success) return logger.warn('refused a page that asked for ports');
    connections += 1;
    handOver(frame, nonce.data, `page ${connections}`, options).catch((error: unknown) => {
      if (!isCancelled(error)) logger.warn('a page got no ports', { reason: String(error) });
    });
  });
}

/** The frame that asks where it is a window's own page, else null. */
function pageFrame({ senderFrame }: IpcMainEvent): WebFrameMain | null {
  return senderFrame !== null && senderFrame.parent === null && isPageUrl(senderFrame.url) ? senderFrame : null;
}

async function handOver(
  frame: WebFrameMain,
  nonce: string,
  connection: string,
  options: ServePagesOptions,
): Promise<void> {
  const { openPort } = await options.engine.ready();
  if (frame.detached) return;
  const enginePort = openPort(connection);
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

function openDesktopPort(connection: string, { createChannel, desktop, logger }: ServePagesOptions): MessagePortMain {
  const { port1, port2 } = createChannel();
  serve(desktopContract, { desktop }, messagePortTransport(port1), {
    connection,
    onError: (path, { code }) => logger.warn('a call failed', { path, code }),
  });
  return port2;
}
