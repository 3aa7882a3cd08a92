import type { Transport } from '../transport.ts';
import { createInbox } from './inbox.ts';

/** Two ends in one process. Messages are cloned and delivered later, as over a real link, so that tests see what would not cross. */
export function createMemoryPair(): [Transport, Transport] {
  const inboxes = [createInbox(), createInbox()] as const;
  const close = (reason: string): void => queueMicrotask(() => inboxes.forEach((inbox) => inbox.close(reason)));
  const end = (own: number): Transport => {
    const mine = inboxes[own]!;
    const theirs = inboxes[1 - own]!;
    return {
      send: (message) => {
        const copy = structuredClone(message);
        queueMicrotask(() => theirs.receive(copy));
      },
      onMessage: mine.onMessage,
      onClose: mine.onClose,
      close: () => close('closed'),
    };
  };
  return [end(0), end(1)];
}
