import { contract, type Engine } from '../../app/contract/index.ts';
import { protocolVersion, type Hello } from '../../app/contract/system.ts';
import { desktopContract, type Desktop } from '../../app/desktop-contract.ts';
import { connect } from '../../app/rpc/client.ts';
import { messagePortTransport } from '../../app/rpc/transports/message-port.ts';
import { websocketTransport } from '../../app/rpc/transports/websocket.ts';
import type { z } from 'zod';
import { openSocket, redeemToken } from './browser-socket.ts';
import { requestDesktopPorts } from './desktop-ports.ts';

/** One live connection to the engine, and to the desktop shell where there is one. */
export interface EngineSession {
  readonly engine: Engine;
  readonly desktop: Desktop | null;
  readonly hello: z.output<typeof Hello>;
  /** Settles when the engine's end is gone. */
  readonly closed: Promise<string>;
  close(): void;
}

/** Connects over the desktop shell's ports, or over a WebSocket in a browser, and says hello. */
export async function openSession(): Promise<EngineSession> {
  const shell = window.afterimage;
  return shell === undefined ? openBrowserSession() : openDesktopSession(shell);
}

async function openDesktopSession(shell: AfterimageShell): Promise<EngineSession> {
  const ports = await requestDesktopPorts(shell);
  const desktop = connect(desktopContract, messagePortTransport(ports.desktop));
  const session = await greet(connect(contract, messagePortTransport(ports.engine)));
  const close = (): void => {
    session.close();
    desktop.close();
  };
  return { ...session, desktop: desktop.client.desktop, close };
}

async function openBrowserSession(): Promise<EngineSession> {
  await redeemToken();
  const socket = await openSocket();
  return greet(connect(contract, websocketTransport(socket)));
}

async function greet(connection: ReturnType<typeof connect<typeof contract>>): Promise<EngineSession> {
  try {
    const hello = await connection.client.system.hello({ protocol: protocolVersion });
    return {
      engine: connection.client,
      desktop: null,
      hello,
      closed: connection.closed,
      close: () => connection.close(),
    };
  } catch (error) {
    connection.close();
    throw error;
  }
}
