import type { AppError } from '../contract/errors.ts';
import { eventWindow } from './wire.ts';

/** Events between the link and the loop that reads them; at most a window's worth wait here. */
export interface EventQueue {
  push(event: unknown): void;
  end(): void;
  fail(error: AppError): void;
  events(): AsyncGenerator<unknown>;
}

/** @param onTaken told how many events the reader took, in steps of half a window. */
export function createEventQueue(onTaken: (count: number) => void): EventQueue {
  const waiting: unknown[] = [];
  let ending: { error: AppError | null } | null = null;
  let wake: () => void = () => undefined;

  const finish = (error: AppError | null): void => {
    ending ??= { error };
    wake();
  };

  async function* events(): AsyncGenerator<unknown> {
    let taken = 0;
    for (;;) {
      while (waiting.length > 0) {
        taken += 1;
        if (taken === eventWindow / 2) {
          onTaken(taken);
          taken = 0;
        }
        yield waiting.shift();
      }
      if (ending !== null) {
        if (ending.error !== null) throw ending.error;
        return;
      }
      await new Promise<void>((resolve) => (wake = resolve));
    }
  }

  return {
    push: (event) => {
      waiting.push(event);
      wake();
    },
    end: () => finish(null),
    fail: finish,
    events,
  };
}
