const windowMs = 10_000;
const leastMs = 1000;

/** Things a second over the last ten seconds; null until a second has passed. */
export interface RateMeter {
  add(count: number): number | null;
  reset(): void;
}

export function createRateMeter(now: () => number = Date.now): RateMeter {
  let samples: { timeMs: number; count: number }[] = [];
  let startMs = now();
  return {
    add(count) {
      const timeMs = now();
      samples.push({ timeMs, count });
      samples = samples.filter((sample) => timeMs - sample.timeMs < windowMs);
      const spanMs = Math.min(windowMs, timeMs - startMs);
      if (spanMs < leastMs) return null;
      return (samples.reduce((sum, sample) => sum + sample.count, 0) * 1000) / spanMs;
    },
    reset() {
      samples = [];
      startMs = now();
    },
  };
}
