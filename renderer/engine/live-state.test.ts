import { expect, test } from 'vitest';
import { ModelId } from '../../app/contract/ids.ts';
import { Job } from '../../app/contract/jobs.ts';
import { applyJobsEvent, changesModels } from './live-state.ts';

const job = (jobId: string, done: number): Job =>
  Job.parse({
    jobId,
    kind: 'index',
    title: 'Pictures',
    folderId: null,
    modelId: null,
    state: 'running',
    waitingFor: null,
    progress: { phase: 'indexing', done, total: 10, unit: 'photos', perSecond: 1, secondsLeft: 1 },
    indexed: done,
    failed: 0,
    skipped: 0,
    startedMs: 0,
    finishedMs: null,
    failure: null,
  });

test('a change replaces its job in place and a new job comes first', () => {
  const start = applyJobsEvent([], { type: 'snapshot', jobs: [job('a', 1), job('b', 1)] });
  const changed = applyJobsEvent(start, { type: 'changed', job: job('b', 5) });
  const added = applyJobsEvent(changed, { type: 'changed', job: job('c', 0) });
  expect(added.map(({ jobId, indexed }) => [jobId, indexed])).toEqual([
    ['c', 0],
    ['a', 1],
    ['b', 5],
  ]);
});

test('a snapshot forgets what was there', () => {
  expect(applyJobsEvent([job('a', 1)], { type: 'snapshot', jobs: [] })).toEqual([]);
});

test('the models are asked for again when one of their jobs begins, holds or ends, not at each step', () => {
  const install = (state: Job['state'], done: number): Job => ({
    ...job('install', done),
    kind: 'install_model',
    modelId: ModelId.parse('clip/base'),
    state,
  });
  const jobs = [install('running', 1)];
  expect(changesModels([], { type: 'changed', job: install('queued', 0) })).toBe(true);
  expect(changesModels(jobs, { type: 'changed', job: install('running', 2) })).toBe(false);
  expect(changesModels(jobs, { type: 'changed', job: install('paused', 2) })).toBe(true);
  expect(changesModels(jobs, { type: 'changed', job: install('finished', 10) })).toBe(true);
  expect(changesModels([job('index', 1)], { type: 'changed', job: { ...job('index', 9), state: 'finished' } })).toBe(
    false,
  );
});
