import { setTimeout as delay } from 'node:timers/promises';

/** Tells any number of watchers that something changed, not more often than they can use. */
export interface ChangeFeed {
  notify(): void;
  /** Once at once, then once after each burst of changes, until aborted. */
  watch(signal: AbortSignal): AsyncGenerator<void>;
}

export function createChangeFeed({ intervalMs }: { intervalMs: number }): ChangeFeed {
  const wakers = new Set<() => void>();
  let version = 0;
  return {
    notify() {
      version += 1;
      for (const wake of wakers) wake();
    },
    async *watch(signal) {
      let seen = -1;
      while (!signal.aborted) {
        if (seen === version) await changed(wakers, signal);
        if (signal.aborted) return;
        seen = version;
        yield;
        await delay(intervalMs, undefined, { signal }).catch(() => undefined);
      }
    },
  };
}

function changed(wakers: Set<() => void>, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      wakers.delete(done);
      signal.removeEventListener('abort', done);
      resolve();
    };
    wakers.add(done);
    signal.addEventListener('abort', done, { once: true });
  });
}
