import { expect, test, vi } from 'vitest';
import { createThrottle } from './create-throttle.ts';

test('the first call runs at once, the last one is never lost', () => {
  vi.useFakeTimers();
  const action = vi.fn<() => void>();
  const throttled = createThrottle(action, 1000);
  for (let call = 0; call < 5; call++) throttled();
  expect(action).toHaveBeenCalledTimes(1);
  vi.advanceTimersByTime(1000);
  expect(action).toHaveBeenCalledTimes(2);
  vi.advanceTimersByTime(5000);
  expect(action).toHaveBeenCalledTimes(2);
  throttled();
  expect(action).toHaveBeenCalledTimes(3);
  vi.useRealTimers();
});
