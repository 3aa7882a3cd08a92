import type { Job, Progress } from '../../../app/contract/jobs.ts';
import { en } from '../../text/en.ts';

/** What a job does and to what: `Indexing: Pictures`. */
export function jobTitle({ kind, title }: Job): string {
  return en.activity.jobTitle(en.activity.kinds[kind], title);
}

/** How far a job is and, while it goes on, how fast and how much longer, as far as that is known. */
export function progressText({ progress, state, waitingFor }: Job): string {
  const { phase, done, total, unit, perSecond, secondsLeft } = progress;
  const words = en.activity;
  const begun = done > 0 || total !== null;
  const far = [words.phases[phase], begun ? words.progress(done, total, unit) : null];
  const moving = state === 'running' && waitingFor === null;
  const rate = moving && perSecond !== null && perSecond > 0 ? words.rate(perSecond, unit) : null;
  const left = moving && secondsLeft !== null ? words.left(secondsLeft) : null;
  return [...far, rate, left].filter((part) => part !== null).join(' · ');
}

/** `Installing: SigLIP 2 · Downloading · 120 of 750 MB · 12 MB/s · 50 s left`. */
export const jobLine = (job: Job): string => `${jobTitle(job)} · ${progressText(job)}`;

/** The share done from 0 to 1, or null where the whole is not known. */
export function shareDone({ done, total }: Progress): number | null {
  if (total === null) return null;
  return total === 0 ? 1 : Math.min(1, done / total);
}

/** What a screen reader hears of the running jobs: in steps of ten percent, so that it is not talked to all the time. */
export function spokenProgress(jobs: readonly Job[]): string {
  return jobs
    .filter(({ state }) => state === 'running')
    .map((job) => {
      const share = shareDone(job.progress);
      if (share === null) return `${jobTitle(job)}, ${en.activity.phases[job.progress.phase]}`;
      return `${jobTitle(job)}, ${en.rail.ring(Math.floor(share * 10) * 10)}`;
    })
    .join('. ');
}
