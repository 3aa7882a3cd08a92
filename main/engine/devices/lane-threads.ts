import type { Lane } from '../../inference/contract.ts';

/**
 * Threads of an inference process on the CPU: as many as a probe measured to be fastest for its model. One core is left to
 * reading photos while they are indexed, and a query, which is one short text, gets one thread.
 * @param measured null where the model was not probed yet.
 */
export function laneThreads(lane: Lane, measured: number | null, cores: number): number {
  if (lane === 'interactive') return 1;
  if (lane === 'generate') return measured ?? cores;
  return Math.max(1, Math.min(measured ?? Math.ceil(cores / 2), cores - 1));
}
