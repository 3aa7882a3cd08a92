import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { AppError } from '../../app/contract/errors.ts';
import type { EngineSession } from './connect.ts';
import { backOffMs, superviseConnection } from './supervise-connection.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function fakeSession(): { session: EngineSession; lose: () => void } {
  const { promise, resolve } = Promise.withResolvers<string>();
  const session = { closed: promise, close: () => undefined } as unknown as EngineSession;
  return { session, lose: () => resolve('gone') };
}

test('a lost session stays on the screen while a new one is opened', async () => {
  const [first, second] = [fakeSession(), fakeSession()];
  const open = vi.fn<() => Promise<EngineSession>>();
  open.mockResolvedValueOnce(first.session);
  open.mockRejectedValueOnce(new AppError('unavailable', 'no'));
  open.mockResolvedValueOnce(second.session);
  const { state } = superviseConnection(open);
  await vi.advanceTimersByTimeAsync(0);
  expect(state.get()).toMatchObject({ phase: 'ready', session: first.session });

  first.lose();
  await vi.advanceTimersByTimeAsync(0);
  expect(state.get()).toMatchObject({ phase: 'lost', session: first.session });

  await vi.advanceTimersByTimeAsync(backOffMs(0));
  expect(state.get()).toMatchObject({ phase: 'ready', session: second.session });
});

test('a refusal ends the attempts', async () => {
  const open = vi.fn<() => Promise<EngineSession>>().mockRejectedValue(new AppError('unauthorized', 'no'));
  const { state } = superviseConnection(open);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(state.get().phase).toBe('refused');
  expect(open).toHaveBeenCalledTimes(1);
});

test('waiting doubles up to 8 seconds', () => {
  expect([0, 1, 2, 3, 4, 9].map(backOffMs)).toEqual([500, 1000, 2000, 4000, 8000, 8000]);
});
