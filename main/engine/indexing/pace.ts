import { availableParallelism } from 'node:os';
import type { Job } from '../../../app/contract/jobs.ts';
import type { Settings } from '../../../app/contract/settings.ts';

/** Why work on photos has to wait, or null. */
export function reasonToWait({ indexing }: Settings, { onBattery }: { onBattery: () => boolean }): Job['waitingFor'] {
  if (indexing.paused) return 'indexing_paused';
  return !indexing.onBattery && onBattery() ? 'on_battery' : null;
}

/** Enough files in hand that no reading process ever waits for the engine. */
export const readersOf = ({ indexing }: Settings): number =>
  indexing.pace === 'gentle' ? 1 : availableParallelism() * 2;

/** Files that are decoded at once. */
export const decodersOf = ({ indexing }: Settings): number => (indexing.pace === 'gentle' ? 1 : availableParallelism());
