import type { Transport } from '../transport.ts';
import { createInbox } from './inbox.ts';

/** What the browser's WebSocket and the `ws` package's share. */
interface Socket {
  readonly readyState: number;
  send(text: string): void;
  close(): void;
  addEventListener(type: 'message', listener: (event: { data: unknown }) => void): void;
  addEventListener(type: 'open' | 'error', listener: () => void): void;
  addEventListener(type: 'close', listener: (event: { code: number; reason: string }) => void): void;
}

const connecting = 0;
const open = 1;

/** A transport of JSON messages over a WebSocket; what is sent before it is open waits. */
export function websocketTransport(socket: Socket): Transport {
  const inbox = createInbox();
  const waiting: string[] = [];
  socket.addEventListener('open', () => waiting.splice(0).forEach((text) => socket.send(text)));
  socket.addEventListener('message', ({ data }) => receiveText(data, inbox.receive));
  socket.addEventListener('close', ({ code, reason }) => inbox.close(reason || `connection closed (${code})`));
  return {
    send: (message) => {
      const text = JSON.stringify(message);
      if (socket.readyState === connecting) waiting.push(text);
      else if (socket.readyState === open) socket.send(text);
    },
    onMessage: inbox.onMessage,
    onClose: inbox.onClose,
    close: () => {
      socket.close();
      inbox.close('closed');
    },
  };
}

function receiveText(data: unknown, receive: (message: unknown) => void): void {
  if (typeof data !== 'string') return;
  let message: unknown;
  try {
    message = JSON.parse(data);
  } catch {
    message = { type: 'not_json' };
  }
  receive(message);
}
