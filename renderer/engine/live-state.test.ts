import { expect, test } from 'vitest';
import { Job } from '../../app/contract/jobs.ts';
import { applyJobsEvent } from './live-state.ts';

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
