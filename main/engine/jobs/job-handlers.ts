import type { EngineHandlers } from '../../../app/contract/index.ts';
import type { JobId } from '../../../app/contract/ids.ts';
import type { WritableDb } from '../../store/database.ts';
import { listFailures, retryFailed } from '../../store/work.ts';
import type { Jobs } from './create-jobs.ts';

/** Jobs for the person: watched, paused, cancelled; photos that failed, listed and tried again. */
export function createJobHandlers({
  db,
  jobs,
  startIndexing,
  searchModels,
  cancelSwitch,
}: {
  db: WritableDb;
  jobs: Jobs;
  startIndexing: (folder: null) => JobId;
  /** Models whose failures are the person's concern. */
  searchModels: () => readonly string[];
  cancelSwitch: (jobId: JobId) => void;
}): EngineHandlers['jobs'] {
  return {
    watch: (_input, { signal }) => jobs.watch(signal),
    pause: ({ jobId }) => jobs.pause(jobId),
    resume: ({ jobId }) => jobs.resume(jobId),
    cancel({ jobId }) {
      const job = jobs.cancel(jobId);
      if (job.kind === 'switch_search') cancelSwitch(jobId);
      return job;
    },
    failures: (page) => listFailures(db, { ...page, modelKeys: searchModels() }),
    retry({ photoIds }) {
      const photos = retryFailed(db, photoIds?.map(Number) ?? null);
      return { jobId: startIndexing(null), photos };
    },
  };
}
