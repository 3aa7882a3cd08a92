import { fileURLToPath } from 'node:url';
import { describe, expect, it, vi } from 'vitest';
import { createNodeSpawner } from './node-spawner.ts';
import { superviseProcess, type SuperviseOptions } from './supervise-process.ts';
import { flakyContract } from './testing/flaky-contract.ts';
import { silentLogger as logger } from './testing/silent-logger.ts';

const spawn = createNodeSpawner({
  entryPath: () => fileURLToPath(new URL('testing/flaky-process.ts', import.meta.url)),
  logger,
});

const supervise = (options: Partial<SuperviseOptions<typeof flakyContract>> & { dieAtStart?: boolean } = {}) =>
  superviseProcess({
    spawn,
    request: { entry: 'media', name: 'flaky', configuration: { dieAtStart: options.dieAtStart ?? false } },
    contract: flakyContract,
    logger,
    backOffMs: 10,
    ...options,
  });

describe('superviseProcess', () => {
  it('starts the process on the first call and keeps it', async () => {
    await using flaky = supervise();
    expect(flaky.status().state).toBe('idle');
    const first = await flaky.client.pid({});
    expect(flaky.status().state).toBe('running');
    expect(await flaky.client.pid({})).toEqual(first);
  });

  it('fails pending calls as retryable on a crash, and the next call runs in a new process', async () => {
    await using flaky = supervise();
    const { pid } = await flaky.client.pid({});
    const hanging = flaky.client.hang({});
    const dying = flaky.client.die({});
    await expect(hanging).rejects.toMatchObject({ code: 'unavailable', retryable: true });
    await expect(dying).rejects.toMatchObject({ code: 'unavailable' });
    expect((await flaky.client.pid({})).pid).not.toBe(pid);
    expect(flaky.status()).toMatchObject({ restarts: 1, lastExit: 'signal SIGKILL' });
  });

  it('gives up after three crashes, says so, and works again once restarted', async () => {
    await using flaky = supervise();
    for (let crash = 1; crash <= 3; crash += 1) {
      await expect(flaky.client.die({})).rejects.toMatchObject({ code: 'unavailable' });
      await vi.waitFor(() => expect(flaky.status().restarts).toBe(crash));
    }
    await expect(flaky.client.pid({})).rejects.toMatchObject({ code: 'engine_failed', retryable: false });
    flaky.restart('asked by the person');
    await expect(flaky.client.pid({})).resolves.toHaveProperty('pid');
  });

  it('reports a process that cannot start instead of waiting for it', async () => {
    await using flaky = supervise({ dieAtStart: true });
    await expect(flaky.client.pid({})).rejects.toMatchObject({ code: 'unavailable' });
    await vi.waitFor(() => expect(flaky.status().lastExit).toBe('exit code 7'));
  });

  it('starts another for a call that comes right after the end of the one before', async () => {
    await using flaky = supervise();
    const { pid } = await flaky.client.pid({});
    flaky.restart('asked by the person');
    expect((await flaky.client.pid({})).pid).not.toBe(pid);
    await vi.waitFor(() => expect(() => process.kill(pid, 0)).toThrow());
    expect(flaky.status()).toMatchObject({ state: 'running', restarts: 0 });
  });

  it('takes a fresh process after so many calls', async () => {
    await using flaky = supervise({ callsPerProcess: 2 });
    const pids: number[] = [];
    for (let count = 0; count < 4; count += 1) pids.push((await flaky.client.pid({})).pid);
    expect(pids[1]).toBe(pids[0]);
    expect(pids[3]).toBe(pids[2]);
    expect(pids[2]).not.toBe(pids[1]);
    expect(flaky.status().restarts).toBe(0);
  });

  it('ends an idle process without counting it as a crash', async () => {
    await using flaky = supervise({ idleStopMs: 20 });
    const { pid } = await flaky.client.pid({});
    await vi.waitFor(() => expect(flaky.status()).toMatchObject({ state: 'idle', restarts: 0 }));
    await vi.waitFor(() => expect(() => process.kill(pid, 0)).toThrow());
  });

  it('takes its process with it when disposed', async () => {
    const flaky = supervise();
    const { pid } = await flaky.client.pid({});
    await flaky[Symbol.asyncDispose]();
    expect(() => process.kill(pid, 0)).toThrow();
    await expect(flaky.client.pid({})).rejects.toMatchObject({ code: 'unavailable' });
  });
});
