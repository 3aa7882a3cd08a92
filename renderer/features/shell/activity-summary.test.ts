import { expect, test } from 'vitest';
import type { Job, Progress } from '../../../app/contract/jobs.ts';
import { summarise } from './activity-summary.ts';

const counts = {
  photos: 200,
  indexed: 90,
  pending: 100,
  failed: 8,
  skipped: 2,
  ignored: 0,
  videos: 0,
  liveMovies: 0,
  raw: 0,
  leftOutFolders: 0,
};

const job = (state: Job['state'], perSecond: number | null, secondsLeft: number | null): Job =>
  ({ state, waitingFor: null, modelId: null, progress: { perSecond, secondsLeft, unit: 'photos' } }) as Job;

const download = (progress: Partial<Progress>): Job =>
  ({ state: 'running', waitingFor: null, modelId: 'a/b', progress: { unit: 'bytes', ...progress } }) as Job;

test('rates add up and the longest job says when it ends', () => {
  const summary = summarise(counts, [job('running', 30, 10), job('running', 4, 90), job('finished', 100, 0)]);
  expect(summary).toMatchObject({ share: 0.5, state: 'running', perSecond: 34, unit: 'photos', secondsLeft: 90 });
});

test('nothing to do is all done', () => {
  expect(summarise({ ...counts, photos: 0, pending: 0 }, [])).toMatchObject({ share: 1, state: 'idle' });
  expect(summarise(null, [])).toMatchObject({ share: 1, state: 'idle' });
});

test('a job that waits for mains power is paused', () => {
  const waiting: Job = { ...job('running', 20, 60), waitingFor: 'on_battery' };
  expect(summarise(counts, [waiting])).toMatchObject({ state: 'paused', perSecond: null, secondsLeft: null });
});

test('paused only where nothing runs', () => {
  expect(summarise(counts, [job('paused', null, null)]).state).toBe('paused');
  expect(summarise(counts, [job('paused', null, null), job('running', 1, null)]).state).toBe('running');
});

test('bytes and photos are not added up; a download alone shows its own share and speed', () => {
  const fetching = download({ done: 120, total: 480, perSecond: 12, secondsLeft: 30 });
  const both = summarise(counts, [job('running', 30, 10), fetching]);
  expect(both).toMatchObject({ share: 0.5, perSecond: 30, unit: 'photos', secondsLeft: 10 });
  const alone = summarise({ ...counts, pending: 0 }, [fetching]);
  expect(alone).toMatchObject({ share: 0.25, perSecond: 12, unit: 'bytes', secondsLeft: 30 });
});
