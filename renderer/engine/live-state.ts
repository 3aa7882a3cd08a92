import type { QueryClient } from '@tanstack/react-query';
import type { Job, JobsEvent } from '../../app/contract/jobs.ts';
import type { Counts } from '../../app/contract/library.ts';
import type { DeviceOff, ProcessStatus } from '../../app/contract/system.ts';
import type { z } from 'zod';
import type { Engine } from '../../app/contract/index.ts';
import type { Store } from '../state/create-store.ts';
import { createThrottle } from './create-throttle.ts';
import { keys } from './query-keys.ts';

/** What the engine keeps telling us. */
export interface LiveState {
  readonly revision: number | null;
  readonly counts: z.output<typeof Counts> | null;
  readonly jobs: readonly Job[];
  readonly processes: readonly z.output<typeof ProcessStatus>[];
  readonly devicesOff: readonly DeviceOff[];
}

export const emptyLiveState: LiveState = { revision: null, counts: null, jobs: [], processes: [], devicesOff: [] };

/** The jobs after an event: a snapshot replaces them, a change replaces one or adds it in front. */
export function applyJobsEvent(jobs: readonly Job[], event: z.output<typeof JobsEvent>): readonly Job[] {
  if (event.type === 'snapshot') return event.jobs;
  const known = jobs.some((job) => job.jobId === event.job.jobId);
  return known ? jobs.map((job) => (job.jobId === event.job.jobId ? event.job : job)) : [event.job, ...jobs];
}

/** Whether an event may have changed what the models are or do: one of their jobs began, held or ended. */
export function changesModels(jobs: readonly Job[], event: z.output<typeof JobsEvent>): boolean {
  if (event.type === 'snapshot') return true;
  const { jobId, modelId, state } = event.job;
  return modelId !== null && jobs.find((job) => job.jobId === jobId)?.state !== state;
}

const libraryEveryMs = 1000;
const searchEveryMs = 2000;
const modelsEveryMs = 250;

/** Follows the engine's streams into `live` until `signal` aborts, and has queries asked again when the library changes. */
export function followEngine(engine: Engine, live: Store<LiveState>, queries: QueryClient): AbortController {
  const controller = new AbortController();
  const { signal } = controller;
  const refreshLibrary = createThrottle(
    () => void queries.invalidateQueries({ queryKey: keys.library }),
    libraryEveryMs,
  );
  const refreshSearch = createThrottle(() => void queries.invalidateQueries({ queryKey: keys.search }), searchEveryMs);
  const refreshModels = createThrottle(() => void refreshAfterModelJob(queries), modelsEveryMs);

  void follow(signal, async () => {
    for await (const { revision, counts } of engine.library.watch({}, { signal })) {
      const before = live.get().revision;
      live.set({ revision, counts });
      if (before === null || before === revision) continue;
      refreshLibrary();
      refreshSearch();
    }
  });
  void follow(signal, async () => {
    for await (const event of engine.jobs.watch({}, { signal })) {
      const { jobs } = live.get();
      live.set({ jobs: applyJobsEvent(jobs, event) });
      if (changesModels(jobs, event)) refreshModels();
    }
  });
  void follow(signal, async () => {
    for await (const { processes, devicesOff } of engine.system.processes({}, { signal })) {
      if (devicesOff.length !== live.get().devicesOff.length) refreshModels();
      live.set({ processes, devicesOff });
    }
  });
  return controller;
}

/** A job of a model may change which models there are, and which of them answers. */
function refreshAfterModelJob(queries: QueryClient): Promise<unknown> {
  const affected = [keys.models, keys.settings, keys.search];
  return Promise.all(affected.map((queryKey) => queries.invalidateQueries({ queryKey })));
}

const againMs = 2000;

/** Opens a stream again when it ends or fails while the connection is there. */
async function follow(signal: AbortSignal, run: () => Promise<void>): Promise<void> {
  while (!signal.aborted) {
    try {
      await run();
    } catch (error) {
      if (!signal.aborted) console.warn('A stream of the engine ended.', error);
    }
    if (signal.aborted) return;
    await new Promise((resolve) => setTimeout(resolve, againMs));
  }
}
