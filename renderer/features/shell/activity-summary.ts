import type { Job, Progress } from '../../../app/contract/jobs.ts';
import type { Counts } from '../../../app/contract/library.ts';
import type { z } from 'zod';

/** What the rail says about the work in the background. */
export interface ActivitySummary {
  /** From 0 to 1. */
  readonly share: number;
  readonly state: 'idle' | 'running' | 'paused';
  /** Of jobs on photos where any runs, else of downloads. */
  readonly perSecond: number | null;
  readonly unit: Progress['unit'];
  readonly secondsLeft: number | null;
  /** What runs, each in one line. */
  readonly running: readonly Job[];
}

/** Sums up what is done of the library and how fast the running jobs go. */
export function summarise(counts: z.output<typeof Counts> | null, jobs: readonly Job[]): ActivitySummary {
  const running = jobs.filter(({ state, waitingFor }) => state === 'running' && waitingFor === null);
  const paused = jobs.some(({ state, waitingFor }) => state === 'paused' || waitingFor !== null);
  const queued = jobs.some(({ state }) => state === 'queued');
  const unit = units.find((each) => running.some(({ progress }) => progress.unit === each)) ?? 'photos';
  const shown = running.map(({ progress }) => progress).filter((progress) => progress.unit === unit);
  const rates = shown.map(({ perSecond }) => perSecond).filter((rate) => rate !== null);
  const left = shown.map(({ secondsLeft }) => secondsLeft).filter((seconds) => seconds !== null);
  return {
    share: shareDone(counts, running),
    state: running.length > 0 ? 'running' : paused ? 'paused' : queued ? 'running' : 'idle',
    perSecond: rates.length === 0 || unit === 'devices' ? null : rates.reduce((sum, rate) => sum + rate, 0),
    unit,
    secondsLeft: left.length === 0 ? null : Math.max(...left),
    running,
  };
}

/** Rates of different things do not add up; the first of these that is worked on is shown. */
const units: readonly Progress['unit'][] = ['photos', 'files', 'bytes', 'devices'];

/** Of the library while photos wait; else of the job that has longest to go. */
function shareDone(counts: z.output<typeof Counts> | null, running: readonly Job[]): number {
  if (counts !== null && counts.pending > 0) return (counts.photos - counts.pending) / counts.photos;
  const shares = running.flatMap(({ modelId, progress: { done, total } }) =>
    modelId === null || total === null || total === 0 ? [] : [done / total],
  );
  return shares.length === 0 ? 1 : Math.min(...shares);
}
