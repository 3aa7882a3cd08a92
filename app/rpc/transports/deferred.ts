import type { Transport } from '../transport.ts';
import { createInbox } from './inbox.ts';

export interface DeferredTransport {
  readonly transport: Transport;
  /** Connects it: what was sent so far goes first. */
  attach(inner: Transport): void;
  end(reason: string): void;
}

/** A transport that can be used before the link behind it is there. */
export function createDeferredTransport(): DeferredTransport {
  const inbox = createInbox();
  let waiting: unknown[] = [];
  let inner: Transport | null = null;

  function end(reason: string): void {
    waiting = [];
    inner?.close();
    inbox.close(reason);
  }

  return {
    transport: {
      send(message) {
        if (inbox.closed) return;
        if (inner === null) waiting.push(message);
        else inner.send(message);
      },
      onMessage: inbox.onMessage,
      onClose: inbox.onClose,
      close: () => end('closed'),
    },
    attach(next) {
      if (inbox.closed) return next.close();
      inner = next;
      next.onMessage(inbox.receive);
      next.onClose(inbox.close);
      for (const message of waiting) next.send(message);
      waiting = [];
    },
    end,
  };
}
