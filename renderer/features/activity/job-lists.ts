import { isOver, type Job } from '../../../app/contract/jobs.ts';

const rank = { running: 0, paused: 1, queued: 2 } as const;

export interface JobLists {
  /** Running, then paused, then waiting, each in the order they were asked for. */
  readonly active: readonly Job[];
  /** The latest that ended, newest first. */
  readonly ended: readonly Job[];
}

const endedShown = 5;

/** Sorts jobs into what goes on now and what ended lately. */
export function listJobs(jobs: readonly Job[]): JobLists {
  const rankOf = ({ state }: Job): number => (state in rank ? rank[state as keyof typeof rank] : 3);
  return {
    active: jobs.filter((job) => !isOver(job)).toSorted((a, b) => rankOf(a) - rankOf(b) || a.startedMs - b.startedMs),
    ended: jobs
      .filter(isOver)
      .toSorted((a, b) => (b.finishedMs ?? 0) - (a.finishedMs ?? 0))
      .slice(0, endedShown),
  };
}
