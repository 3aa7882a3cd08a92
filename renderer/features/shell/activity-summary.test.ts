import { expect, test } from 'vitest';
import type { Job } from '../../../app/contract/jobs.ts';
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
};

const job = (state: Job['state'], perSecond: number | null, secondsLeft: number | null): Job =>
  ({ state, waitingFor: null, progress: { perSecond, secondsLeft } }) as Job;

test('rates add up and the longest job says when it ends', () => {
  const summary = summarise(counts, [job('running', 30, 10), job('running', 4, 90), job('finished', 100, 0)]);
  expect(summary).toEqual({ share: 0.5, state: 'running', perSecond: 34, secondsLeft: 90 });
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
