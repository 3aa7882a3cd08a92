import type { JobId } from '../../../app/contract/ids.ts';
import { useEngine } from '../../engine/engine-context.tsx';
import { useReportError } from '../../engine/hooks.ts';

/** Ways to hold, continue and stop a job; what came of it arrives over the engine's stream. */
export function useJobActions(jobId: JobId) {
  const { jobs } = useEngine();
  const report = useReportError();
  return {
    pause: () => void jobs.pause({ jobId }).catch(report),
    resume: () => void jobs.resume({ jobId }).catch(report),
    cancel: () => void jobs.cancel({ jobId }).catch(report),
  };
}
