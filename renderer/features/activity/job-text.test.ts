import { expect, test } from 'vitest';
import { Job, type Progress } from '../../../app/contract/jobs.ts';
import { progressText, shareDone, spokenProgress } from './job-text.ts';

const progress: Progress = {
  phase: 'indexing',
  done: 1204,
  total: 4816,
  unit: 'photos',
  perSecond: 34.4,
  secondsLeft: 105,
};

const job = Job.parse({
  jobId: 'a',
  kind: 'index',
  title: 'Pictures',
  folderId: null,
  modelId: null,
  state: 'running',
  waitingFor: null,
  progress,
  indexed: 0,
  failed: 0,
  skipped: 0,
  startedMs: 0,
  finishedMs: null,
  failure: null,
});

test('progress says how far, how fast and how long', () => {
  expect(progressText(job)).toBe('Reading photos · 1,204 of 4,816 photos · 34 photos a second · 2 min left');
  const unknown = { ...progress, total: null, perSecond: null, secondsLeft: null };
  expect(progressText({ ...job, progress: unknown })).toBe('Reading photos · 1,204 photos');
});

test('a download says its sizes in one unit; a job that has not begun says no number', () => {
  const bytes: Progress = {
    phase: 'downloading',
    done: 120e6,
    total: 750e6,
    unit: 'bytes',
    perSecond: 12e6,
    secondsLeft: 52,
  };
  expect(progressText({ ...job, progress: bytes })).toBe('Downloading · 120 of 750 MB · 12 MB/s · 52 s left');
  const devices: Progress = {
    phase: 'probing',
    done: 0,
    total: null,
    unit: 'devices',
    perSecond: null,
    secondsLeft: null,
  };
  expect(progressText({ ...job, progress: devices })).toBe('Trying devices');
  const one = { ...devices, done: 1, total: 3, perSecond: 0.2, secondsLeft: 9 };
  expect(progressText({ ...job, progress: one })).toBe('Trying devices · 1 of 3 devices · 9 s left');
});

test('a job that waits has no speed', () => {
  const waiting = 'Reading photos · 1,204 of 4,816 photos';
  expect(progressText({ ...job, state: 'paused' })).toBe(waiting);
  expect(progressText({ ...job, waitingFor: 'on_battery' })).toBe(waiting);
});

test('the share is unknown without a total and whole for nothing to do', () => {
  expect(shareDone(progress)).toBe(0.25);
  expect(shareDone({ ...progress, total: null })).toBeNull();
  expect(shareDone({ ...progress, done: 0, total: 0 })).toBe(1);
});

test('a screen reader hears progress in steps of ten percent, of running jobs alone', () => {
  expect(spokenProgress([job, { ...job, state: 'paused' }])).toBe('Indexing: Pictures, 20 percent done');
});
