import type { Job } from '../../../app/contract/jobs.ts';
import type { Counts } from '../../../app/contract/library.ts';
import type { z } from 'zod';

/** What the rail says about the work in the background. */
export interface ActivitySummary {
  /** From 0 to 1. */
  readonly share: number;
  readonly state: 'idle' | 'running' | 'paused';
  readonly perSecond: number | null;
  readonly secondsLeft: number | null;
}

/** Sums up what is done of the library and how fast the running jobs go. */
export function summarise(counts: z.output<typeof Counts> | null, jobs: readonly Job[]): ActivitySummary {
  const running = jobs.filter(({ state, waitingFor }) => state === 'running' && waitingFor === null);
  const paused = jobs.some(({ state, waitingFor }) => state === 'paused' || waitingFor !== null);
  const queued = jobs.some(({ state }) => state === 'queued');
  const rates = running.map((job) => job.progress.perSecond).filter((rate) => rate !== null);
  const left = running.map((job) => job.progress.secondsLeft).filter((seconds) => seconds !== null);
  return {
    share: counts === null || counts.photos === 0 ? 1 : (counts.photos - counts.pending) / counts.photos,
    state: running.length > 0 ? 'running' : paused ? 'paused' : queued ? 'running' : 'idle',
    perSecond: rates.length === 0 ? null : rates.reduce((sum, rate) => sum + rate, 0),
    secondsLeft: left.length === 0 ? null : Math.max(...left),
  };
}
