/** @file Measures how long an event loop does not turn. Run as a process of its own, it is the idle control. */
import { monitorEventLoopDelay } from 'node:perf_hooks';

export interface Gaps {
  readonly p999Ms: number;
  readonly worstMs: number;
}

const resolutionMs = 1;

/** Starts measuring in this process. */
export function startGapMeter(): { stop(): Gaps } {
  const delays = monitorEventLoopDelay({ resolution: resolutionMs });
  delays.enable();
  return {
    stop() {
      delays.disable();
      const milliseconds = (nanoseconds: number): number => Math.max(0, nanoseconds / 1e6 - resolutionMs);
      return { p999Ms: milliseconds(delays.percentile(99.9)), worstMs: milliseconds(delays.max) };
    },
  };
}

if (process.argv[2] === 'control' && process.send !== undefined) {
  const meter = startGapMeter();
  process.send('started');
  process.once('message', () => process.send?.(meter.stop()));
}
