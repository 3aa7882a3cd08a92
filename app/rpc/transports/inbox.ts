/** Keeps messages for the first listener, and the closing for whoever asks, so that no transport loses either. */
export interface Inbox {
  receive(message: unknown): void;
  close(reason: string): void;
  readonly closed: boolean;
  onMessage(listener: (message: unknown) => void): void;
  onClose(listener: (reason: string) => void): void;
}

export function createInbox(): Inbox {
  let listener: ((message: unknown) => void) | null = null;
  let early: unknown[] = [];
  let closedBecause: string | null = null;
  const closeListeners: ((reason: string) => void)[] = [];

  return {
    get closed() {
      return closedBecause !== null;
    },
    receive(message) {
      if (closedBecause !== null) return;
      if (listener === null) early.push(message);
      else listener(message);
    },
    close(reason) {
      if (closedBecause !== null) return;
      closedBecause = reason;
      for (const notify of closeListeners) notify(reason);
    },
    onMessage(next) {
      listener = next;
      const kept = early;
      early = [];
      for (const message of kept) next(message);
    },
    onClose(notify) {
      if (closedBecause === null) closeListeners.push(notify);
      else notify(closedBecause);
    },
  };
}
