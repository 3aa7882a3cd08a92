import { describe, expect, it, vi } from 'vitest';
import type { Job } from '../../../app/contract/jobs.ts';
import { silentLogger as logger } from '../../platform/testing/silent-logger.ts';
import { createJobs, type JobContext, type NewJob } from './create-jobs.ts';

const work = (run: NewJob['run'], title = 'work'): NewJob => ({
  kind: 'index',
  title,
  folderId: null,
  phase: { phase: 'scanning', unit: 'files' },
  run,
});

async function countTo(total: number, context: JobContext): Promise<void> {
  context.phase({ phase: 'indexing', unit: 'photos', total });
  for (let done = 0; done < total; done++) {
    await context.gate();
    context.advance(1, 'indexed');
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

const open = (block: () => Job['waitingFor'] = () => null) => createJobs({ block, logger });

describe('jobs', () => {
  it('obey the laws of progress: done never falls within a phase, total stays, the end comes once', async () => {
    await using jobs = open();
    const states: Job[] = [];
    const stop = new AbortController();
    const watching = (async () => {
      for await (const event of jobs.watch(stop.signal)) if (event.type === 'changed') states.push(event.job);
    })();
    jobs.add(work((context) => countTo(60, context)));
    await vi.waitFor(() => expect(states.at(-1)?.state).toBe('finished'), 5000);
    stop.abort();
    await watching;
    const indexing = states.filter(({ progress }) => progress.phase === 'indexing').map(({ progress }) => progress);
    expect(indexing.map(({ done }) => done)).toEqual(indexing.map(({ done }) => done).toSorted((a, b) => a - b));
    expect(new Set(indexing.map(({ total }) => total))).toEqual(new Set([60]));
    expect(states.filter(({ state }) => state === 'finished')).toHaveLength(1);
    expect(states.at(-1)).toMatchObject({ indexed: 60, progress: { done: 60, secondsLeft: null } });
  });

  it('run one after another', async () => {
    await using jobs = open();
    const order: string[] = [];
    const named = (title: string) =>
      work(async () => {
        order.push(`${title} begins`);
        await new Promise((resolve) => setTimeout(resolve, 10));
        order.push(`${title} ends`);
      }, title);
    jobs.add(named('first'));
    jobs.add(named('second'));
    await vi.waitFor(() => expect(jobs.active()).toEqual([]));
    expect(order).toEqual(['first begins', 'first ends', 'second begins', 'second ends']);
  });

  it('pause at the next gate, go on, and stop when cancelled', async () => {
    await using jobs = open();
    let done = 0;
    const jobId = jobs.add(
      work(async (context) => {
        for (;;) {
          await context.gate();
          done += 1;
          await new Promise((resolve) => setTimeout(resolve, 1));
        }
      }),
    );
    await vi.waitFor(() => expect(done).toBeGreaterThan(3));
    expect(jobs.pause(jobId)).toMatchObject({ state: 'paused', waitingFor: 'paused' });
    await new Promise((resolve) => setTimeout(resolve, 20));
    const paused = done;
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(done).toBe(paused);
    jobs.resume(jobId);
    await vi.waitFor(() => expect(done).toBeGreaterThan(paused));
    jobs.cancel(jobId);
    await vi.waitFor(() => expect(jobs.active()).toEqual([]));
  });

  it('say why they wait, and go on when the reason has gone', async () => {
    let reason: Job['waitingFor'] = 'on_battery';
    await using jobs = open(() => reason);
    jobs.add(work((context) => countTo(1, context)));
    await vi.waitFor(() => expect(jobs.active()[0]?.waitingFor).toBe('on_battery'));
    reason = null;
    jobs.recheck();
    await vi.waitFor(() => expect(jobs.active()).toEqual([]));
  });

  it('fail with their error, and the next one still runs', async () => {
    await using jobs = open();
    const seen: Job[] = [];
    const failed = jobs.add(
      work(() => {
        throw new Error('disk on fire');
      }),
    );
    jobs.add(work(async () => undefined));
    await vi.waitFor(() => expect(jobs.active()).toEqual([]));
    for await (const event of jobs.watch(AbortSignal.timeout(50)))
      if (event.type === 'snapshot') seen.push(...event.jobs);
    expect(seen.find(({ jobId }) => jobId === failed)).toMatchObject({
      state: 'failed',
      failure: { code: 'internal', message: 'disk on fire' },
    });
    expect(seen.at(-1)?.state).toBe('finished');
  });
});
