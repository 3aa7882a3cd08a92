import { setTimeout as delay } from 'node:timers/promises';
import { AppError } from '../../app/contract/errors.ts';

export interface Patience {
  readonly signal: AbortSignal;
  /** Told once, where it takes a while. */
  say(line: string): void;
  readonly sayAfterMs?: number;
  readonly giveUpAfterMs?: number;
  readonly retryMs?: number;
}

/** Opens the library once another command is done with it; what a window has open is not waited for. Rejects as `open`. */
export async function whenFree<T>(
  open: () => Promise<T>,
  { signal, say, sayAfterMs = 1000, giveUpAfterMs = 5000, retryMs = 100 }: Patience,
): Promise<T> {
  const startedMs = performance.now();
  for (let said = false; ;) {
    try {
      return await open();
    } catch (error) {
      const waitedMs = performance.now() - startedMs;
      if (!isCommandAtWork(error) || waitedMs >= giveUpAfterMs) throw error;
      if (!said && waitedMs >= sayAfterMs) {
        said = true;
        say(`afterimage: waiting for another command (process ${error.details['pid']}) to end`);
      }
    }
    await delay(retryMs, undefined, { signal });
  }
}

const isCommandAtWork = (error: unknown): error is AppError =>
  error instanceof AppError && error.code === 'store_in_use' && error.details['host'] === 'cli';
