import type { WebSocket } from 'ws';
import type { Transport } from '../transport.ts';
import { websocketTransport } from './websocket.ts';

const highWaterBytes = 1 << 20;
const pollMs = 10;

/** The server's end of a WebSocket; `drained` waits while more than 1 MiB is not yet sent. */
export function serverSocketTransport(socket: WebSocket): Transport {
  const transport = websocketTransport(socket);
  return {
    ...transport,
    async drained() {
      while (socket.readyState === socket.OPEN && socket.bufferedAmount > highWaterBytes) {
        await new Promise((resolve) => setTimeout(resolve, pollMs));
      }
    },
  };
}
