import type { Job, Progress } from '../../../app/contract/jobs.ts';
import { en } from '../../text/en.ts';
import { formatBytes, formatCount, formatDecimal } from '../../text/format.ts';

/** What a job does and to what: `Indexing: Pictures`. */
export function jobTitle({ kind, title }: Job): string {
  return en.activity.jobTitle(en.activity.kinds[kind], title);
}

/** How far a job is and, while it goes on, how fast and how much longer, as far as that is known. */
export function progressText({ progress, state, waitingFor }: Job): string {
  const { phase, done, total, unit, perSecond, secondsLeft } = progress;
  const words = en.activity;
  const parts = [words.phases[phase], words.progress(done, total, unit)];
  if (state !== 'running' || waitingFor !== null) return parts.join(' · ');
  if (perSecond !== null && perSecond > 0) parts.push(words.rate(rateText(perSecond, unit), unit));
  if (secondsLeft !== null) parts.push(words.left(secondsLeft));
  return parts.join(' · ');
}

function rateText(perSecond: number, unit: Progress['unit']): string {
  if (unit === 'bytes') return formatBytes(perSecond);
  return perSecond < 10 ? formatDecimal(perSecond) : formatCount(Math.round(perSecond));
}

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
