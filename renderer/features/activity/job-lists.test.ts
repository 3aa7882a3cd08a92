import { expect, test } from 'vitest';
import { Job } from '../../../app/contract/jobs.ts';
import { listJobs } from './job-lists.ts';

function job(jobId: string, change: Partial<Job>): Job {
  return Job.parse({
    jobId,
    kind: 'index',
    title: 'Pictures',
    folderId: null,
    modelId: null,
    state: 'running',
    waitingFor: null,
    progress: { phase: 'indexing', done: 0, total: null, unit: 'photos', perSecond: null, secondsLeft: null },
    indexed: 0,
    failed: 0,
    skipped: 0,
    startedMs: 0,
    finishedMs: null,
    failure: null,
    ...change,
  });
}

const names = (jobs: readonly Job[]): string[] => jobs.map(({ jobId }) => jobId);

test('running jobs come before paused and waiting ones', () => {
  const jobs = [
    job('waiting', { state: 'queued' }),
    job('paused', { state: 'paused', startedMs: 3 }),
    job('later', { startedMs: 2 }),
    job('first', { startedMs: 1 }),
  ];
  expect(names(listJobs(jobs).active)).toEqual(['first', 'later', 'paused', 'waiting']);
});

test('of the jobs that ended the latest five are kept, newest first', () => {
  const jobs = [1, 2, 3, 4, 5, 6].map((at) => job(`job-${at}`, { state: 'finished', finishedMs: at }));
  const { active, ended } = listJobs(jobs);
  expect(active).toEqual([]);
  expect(names(ended)).toEqual(['job-6', 'job-5', 'job-4', 'job-3', 'job-2']);
});
