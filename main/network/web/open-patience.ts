import { setTimeout as delay } from 'node:timers/promises';
import { toPersonsError, WebFault } from './web-fault.ts';

export interface PatienceLimits {
  /** Failures in a row, without any progress, after which it gives up. */
  readonly attempts: number;
  /** The first wait; each further one is twice as long. */
  readonly backOffMs: number;
  /** A server that asks for a longer wait is left alone. */
  readonly longestWaitMs: number;
}

export interface Patience {
  /** Something went well: failures are counted from nothing again. */
  progressed(): void;
  /** Waits before the next attempt, as long as the server asks. Rejects with the person's error where there is to be none. */
  afterFailure(error: unknown): Promise<void>;
}

/** Bounded attempts with growing waits. */
export function openPatience({ attempts, backOffMs, longestWaitMs }: PatienceLimits, signal: AbortSignal): Patience {
  let failures = 0;
  return {
    progressed: () => (failures = 0),
    async afterFailure(error) {
      signal.throwIfAborted();
      if (!(error instanceof WebFault) || !error.passing) throw toPersonsError(error);
      failures += 1;
      const asked = error.retryAfterMs ?? 0;
      if (failures >= attempts || asked > longestWaitMs) throw toPersonsError(error);
      const wait = backOffMs * 2 ** (failures - 1) * (0.75 + Math.random() / 2);
      await delay(Math.max(asked, wait), undefined, { signal });
    },
  };
}

/** Does `work` until it succeeds or patience ends. */
export async function patiently<T>(limits: PatienceLimits, signal: AbortSignal, work: () => Promise<T>): Promise<T> {
  const patience = openPatience(limits, signal);
  for (;;) {
    try {
      return await work();
    } catch (error) {
      await patience.afterFailure(error);
    }
  }
}
