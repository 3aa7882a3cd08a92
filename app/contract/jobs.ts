import { z } from 'zod';
import { call, stream } from './define.ts';
import { FolderId, JobId, ModelId, PhotoId } from './ids.ts';

/** Progress obeys laws: `done` never falls inside a phase, `total` is fixed once known, the end comes once. */
export const Progress = z.object({
  phase: z.enum(['scanning', 'indexing', 'moving', 'backing_up', 'downloading', 'verifying', 'probing']),
  done: z.number().int(),
  /** null until known. */
  total: z.number().int().nullable(),
  unit: z.enum(['files', 'photos', 'bytes', 'devices']),
  perSecond: z.number().nullable(),
  secondsLeft: z.number().nullable(),
});
export type Progress = z.output<typeof Progress>;

export const Job = z.object({
  jobId: JobId,
  kind: z.enum(['index', 'move_library', 'backup', 'install_model', 'verify_model', 'switch_search', 'probe_model']),
  /** What it works on, for the person: a folder's name. */
  title: z.string(),
  folderId: FolderId.nullable(),
  /** The model it installs, verifies, probes or switches to. */
  modelId: ModelId.nullable(),
  state: z.enum(['queued', 'running', 'paused', 'finished', 'failed', 'cancelled']),
  /** Why it waits, where it does. */
  waitingFor: z.enum(['paused', 'indexing_paused', 'on_battery', 'new_photos']).nullable(),
  progress: Progress,
  /** Outcome so far, of photos. */
  indexed: z.number().int(),
  failed: z.number().int(),
  skipped: z.number().int(),
  startedMs: z.number(),
  finishedMs: z.number().nullable(),
  failure: z.object({ code: z.string(), message: z.string() }).nullable(),
});
export type Job = z.output<typeof Job>;

/** True once nothing more will come of a job. */
export const isOver = ({ state }: Job): boolean => state === 'finished' || state === 'failed' || state === 'cancelled';

export const JobsEvent = z.discriminatedUnion('type', [
  z.object({ type: z.literal('snapshot'), jobs: z.array(Job) }),
  z.object({ type: z.literal('changed'), job: Job }),
]);
export type JobsEvent = z.output<typeof JobsEvent>;

/** A photo that could not be indexed, or was left out on purpose. */
export const Failure = z.object({
  photoId: PhotoId,
  path: z.string(),
  name: z.string(),
  state: z.enum(['failed', 'skipped']),
  code: z.string(),
  message: z.string(),
  attempts: z.number().int(),
});
export type Failure = z.output<typeof Failure>;

export const jobs = {
  /** A snapshot, then changes, at most 10 a second. */
  watch: stream(z.object({}), JobsEvent),
  pause: call(z.object({ jobId: JobId }), Job),
  resume: call(z.object({ jobId: JobId }), Job),
  cancel: call(z.object({ jobId: JobId }), Job),
  failures: call(
    z.object({ offset: z.number().int().min(0).default(0), limit: z.number().int().min(1).max(1000).default(200) }),
    z.object({ failures: z.array(Failure), total: z.number().int() }),
  ),
  /** Tries photos again: these, or all that failed. */
  retry: call(
    z.object({ photoIds: z.array(PhotoId).max(1000).optional() }),
    z.object({ jobId: JobId, photos: z.number().int() }),
  ),
};
