import { toAppError, type AppError } from '../../app/contract/errors.ts';
import { createStore, type Store } from '../state/create-store.ts';
import type { EngineSession } from './connect.ts';

/** `lost` keeps the last session, so that the screen stays while we try again. */
export interface ConnectionState {
  readonly phase: 'connecting' | 'ready' | 'lost' | 'refused' | 'failed';
  readonly session: EngineSession | null;
  readonly error: AppError | null;
}

export interface SupervisedConnection {
  readonly state: Store<ConnectionState>;
  /** Tries at once instead of waiting for the next attempt. */
  retry(): void;
}

/** Milliseconds to wait before attempt `attempt` (from 0): doubling from half a second to 8 seconds. */
export function backOffMs(attempt: number): number {
  return Math.min(8000, 500 * 2 ** attempt);
}

/** Keeps one session open: reconnects with back-off when it is lost, stops where the host refuses us. */
export function superviseConnection(open: () => Promise<EngineSession>): SupervisedConnection {
  const state = createStore<ConnectionState>({ phase: 'connecting', session: null, error: null });
  let attempt = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const tryAgainLater = (error: AppError): void => {
    state.set({ phase: state.get().session === null ? 'connecting' : 'lost', error });
    timer = setTimeout(() => void run(), backOffMs(attempt++));
  };
  const run = async (): Promise<void> => {
    clearTimeout(timer);
    try {
      const session = await open();
      attempt = 0;
      state.set({ phase: 'ready', session, error: null });
      void session.closed.then(() => {
        state.set({ phase: 'lost' });
        return run();
      });
    } catch (thrown) {
      const error = toAppError(thrown);
      if (error.code === 'unauthorized') state.set({ phase: 'refused', error });
      else if (error.retryable) tryAgainLater(error);
      else state.set({ phase: 'failed', error });
    }
  };

  void run();
  return { state, retry: () => void run() };
}
