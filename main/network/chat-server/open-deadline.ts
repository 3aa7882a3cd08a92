import { AppError } from '../../../app/contract/errors.ts';

export interface Deadline extends Disposable {
  /** Aborted by the person, or once the server was silent for too long. */
  readonly signal: AbortSignal;
  /** From now on, so much silence is too long. */
  allow(milliseconds: number): void;
}

/** Ends a request when its server says nothing for longer than is allowed. */
export function openDeadline(stop: AbortSignal): Deadline {
  const late = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  return {
    signal: AbortSignal.any([stop, late.signal]),
    allow(milliseconds) {
      clearTimeout(timer);
      timer = setTimeout(() => {
        const message = `The server said nothing for ${Math.round(milliseconds / 1000)} s.`;
        late.abort(new AppError('server_failed', message));
      }, milliseconds);
    },
    [Symbol.dispose]: () => clearTimeout(timer),
  };
}
