import { randomUUID } from 'node:crypto';
import { AppError, isCancelled, toErrorShape } from '../../../app/contract/errors.ts';
import type { FolderId, JobId, ModelId } from '../../../app/contract/ids.ts';
import { isOver, type Job, type JobsEvent, type Progress } from '../../../app/contract/jobs.ts';
import type { Logger } from '../../platform/logger.ts';
import { asStoreError } from '../../store/database.ts';
import { createChangeFeed } from '../change-feed.ts';
import { createRateMeter } from './rate-meter.ts';

/** What a job's work may do with its job. */
export interface JobContext {
  readonly jobId: JobId;
  /** Aborted by cancel and by the engine's end. */
  readonly signal: AbortSignal;
  /** True while the person has it paused: what a gate would wait for may then be let go. */
  isPaused(): boolean;
  /** True once the person cancelled it; false where the engine ends. */
  wasCancelled(): boolean;
  /** Starts a phase; `done` counts from 0 again, or from what an earlier run did. */
  phase(progress: Pick<Progress, 'phase' | 'unit' | 'total'> & Partial<Pick<Progress, 'done'>>): void;
  /** `count` more are done. */
  advance(count: number, outcome?: 'indexed' | 'failed' | 'skipped'): void;
  /** Waits while the job is paused, or while `block` or the job's own `waits` gives a reason to wait. */
  gate(): Promise<void>;
}

/** Jobs of one lane run one after the other: reading new photos never waits for a download or a switch of models. */
const lanes = ['photos', 'switch', 'models'] as const;
export type JobLane = (typeof lanes)[number];

export interface NewJob {
  readonly kind: Job['kind'];
  readonly title: string;
  readonly lane?: JobLane;
  readonly folderId?: number | null;
  readonly modelId?: ModelId;
  readonly phase: Pick<Progress, 'phase' | 'unit'>;
  /** Its own reason to wait at a gate, or null. */
  waits?(): Job['waitingFor'];
  run(context: JobContext): Promise<void>;
}

export interface Jobs extends AsyncDisposable {
  /** Queues a job; one of a lane (`photos` where none is named) runs at a time, unless others are paused. */
  add(job: NewJob): JobId;
  pause(jobId: JobId): Job;
  resume(jobId: JobId): Job;
  cancel(jobId: JobId): Job;
  active(): Job[];
  /** Something that gates wait for may have changed. */
  recheck(): void;
  watch(signal: AbortSignal): AsyncGenerator<JobsEvent>;
}

interface Entry {
  job: Job;
  version: number;
  readonly work: NewJob;
  readonly controller: AbortController;
  readonly rate: ReturnType<typeof createRateMeter>;
  finished: Promise<void>;
}

const laneOf = ({ lane = 'photos' }: NewJob): JobLane => lane;

const closing = new AppError('cancelled', 'Afterimage is closing.');
const watchIntervalMs = 100;
const recheckMs = 2000;
const kept = 50;

/** @param block why work on photos has to wait (paused in the settings, on battery), or null. */
export function createJobs({ block, logger }: { block: () => Job['waitingFor']; logger: Logger }): Jobs {
  const entries = new Map<JobId, Entry>();
  const feed = createChangeFeed({ intervalMs: watchIntervalMs });
  let wakeGates: (() => void)[] = [];
  let closed = false;

  function update(entry: Entry, change: Partial<Job>): void {
    entry.job = { ...entry.job, ...change };
    entry.version += 1;
    feed.notify();
  }

  function wake(): void {
    const sleeping = wakeGates;
    wakeGates = [];
    for (const resolve of sleeping) resolve();
  }

  function startNext(): void {
    if (closed) return;
    const all = [...entries.values()];
    for (const lane of lanes) {
      const inLane = all.filter(({ work }) => laneOf(work) === lane);
      if (inLane.some(({ job }) => job.state === 'running')) continue;
      const next = inLane.find(({ job }) => job.state === 'queued');
      if (next !== undefined) next.finished = run(next);
    }
  }

  async function run(entry: Entry): Promise<void> {
    update(entry, { state: 'running', startedMs: Date.now() });
    try {
      await entry.work.run(contextOf(entry));
      update(entry, { state: 'finished' });
    } catch (error) {
      const cancelled = entry.controller.signal.aborted || isCancelled(error);
      const { code, message } = toErrorShape(asStoreError(error));
      if (!cancelled) logger.error('a job failed', { kind: entry.job.kind, code, message });
      update(entry, cancelled ? { state: 'cancelled' } : { state: 'failed', failure: { code, message } });
    }
    update(entry, { finishedMs: Date.now(), waitingFor: null, progress: { ...entry.job.progress, secondsLeft: null } });
    forgetOldest();
    startNext();
    wake();
  }

  function contextOf(entry: Entry): JobContext {
    return {
      jobId: entry.job.jobId,
      signal: entry.controller.signal,
      isPaused: () => entry.job.state === 'paused',
      wasCancelled: () => entry.controller.signal.aborted && entry.controller.signal.reason !== closing,
      phase(progress) {
        entry.rate.reset();
        update(entry, { progress: { done: 0, ...progress, perSecond: null, secondsLeft: null } });
      },
      advance(count, outcome) {
        const { progress } = entry.job;
        const done = progress.done + count;
        const perSecond = entry.rate.add(count);
        const secondsLeft = perSecond === null || progress.total === null ? null : (progress.total - done) / perSecond;
        const tally = outcome === undefined ? {} : { [outcome]: entry.job[outcome] + count };
        update(entry, { ...tally, progress: { ...progress, done, perSecond, secondsLeft } });
      },
      gate: () => gate(entry),
    };
  }

  async function gate(entry: Entry): Promise<void> {
    for (;;) {
      entry.controller.signal.throwIfAborted();
      const waitingFor = entry.job.state === 'paused' ? 'paused' : reasonToWait(entry.work);
      if (waitingFor !== entry.job.waitingFor) update(entry, { waitingFor });
      if (waitingFor === null) return;
      await new Promise<void>((resolve) => {
        wakeGates.push(resolve);
        setTimeout(resolve, recheckMs).unref();
      });
    }
  }

  const reasonToWait = (work: NewJob): Job['waitingFor'] =>
    (laneOf(work) === 'models' ? null : block()) ?? work.waits?.() ?? null;

  function forgetOldest(): void {
    const over = [...entries.values()].filter(({ job }) => isOver(job));
    for (const { job } of over.slice(0, Math.max(0, over.length - kept))) entries.delete(job.jobId);
  }

  function entryOf(jobId: JobId): Entry {
    const entry = entries.get(jobId);
    if (entry === undefined) throw new AppError('not_found', `There is no job ${jobId} in this run of the engine.`);
    return entry;
  }

  function change(jobId: JobId, allowed: readonly Job['state'][], state: Job['state']): Job {
    const entry = entryOf(jobId);
    if (allowed.includes(entry.job.state)) {
      update(entry, { state, waitingFor: state === 'paused' ? 'paused' : null });
      wake();
      startNext();
    }
    return entry.job;
  }

  return {
    add(work) {
      const jobId = randomUUID() as JobId;
      const job: Job = {
        jobId,
        kind: work.kind,
        title: work.title,
        folderId: work.folderId === null || work.folderId === undefined ? null : (String(work.folderId) as FolderId),
        modelId: work.modelId ?? null,
        state: 'queued',
        waitingFor: null,
        progress: { ...work.phase, done: 0, total: null, perSecond: null, secondsLeft: null },
        indexed: 0,
        failed: 0,
        skipped: 0,
        startedMs: Date.now(),
        finishedMs: null,
        failure: null,
      };
      const entry: Entry = {
        job,
        version: 0,
        work,
        controller: new AbortController(),
        rate: createRateMeter(),
        finished: Promise.resolve(),
      };
      entries.set(jobId, entry);
      feed.notify();
      startNext();
      return jobId;
    },
    pause: (jobId) => change(jobId, ['running'], 'paused'),
    resume: (jobId) => change(jobId, ['paused'], 'running'),
    cancel(jobId) {
      const entry = entryOf(jobId);
      if (isOver(entry.job)) return entry.job;
      entry.controller.abort(new AppError('cancelled', 'The job was cancelled.'));
      if (entry.job.state === 'queued') update(entry, { state: 'cancelled', finishedMs: Date.now() });
      wake();
      return entry.job;
    },
    active: () => [...entries.values()].map(({ job }) => job).filter((job) => !isOver(job)),
    recheck: wake,
    async *watch(signal) {
      const seen = new Map<JobId, number>();
      yield { type: 'snapshot', jobs: [...entries.values()].map(({ job }) => job) };
      for (const [jobId, { version }] of entries) seen.set(jobId, version);
      for await (const _change of feed.watch(signal)) {
        for (const [jobId, { job, version }] of entries) {
          if (seen.get(jobId) === version) continue;
          seen.set(jobId, version);
          yield { type: 'changed', job };
        }
      }
    },
    async [Symbol.asyncDispose]() {
      closed = true;
      for (const { controller } of entries.values()) controller.abort(closing);
      wake();
      await Promise.all([...entries.values()].map(({ finished }) => finished));
    },
  };
}
