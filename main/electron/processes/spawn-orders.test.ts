import { fileURLToPath } from 'node:url';
import { describe, expect, it, vi } from 'vitest';
import { connect } from '../../../app/rpc/client.ts';
import { createLogger } from '../../platform/create-logger.ts';
import type { SpawnRequest } from '../../platform/process.ts';
import { superviseProcess } from '../../platform/supervise-process.ts';
import { flakyContract } from '../../platform/testing/flaky-contract.ts';
import { silentLogger } from '../../platform/testing/silent-logger.ts';
import { createTestChannel, createWorkerProcesses } from '../testing/worker-processes.ts';
import { createLauncher } from './create-launcher.ts';
import { createShellSpawner, type ProcessNews } from './create-shell-spawner.ts';
import { createSpawnDesk } from './create-spawn-desk.ts';
import { SpawnOrder, ToEngine, ToShell } from './shell-protocol.ts';

const script = fileURLToPath(new URL('../testing/flaky-child.ts', import.meta.url));
const request: SpawnRequest = {
  entry: 'media',
  name: 'media-1',
  configuration: {},
  environment: { UV_THREADPOOL_SIZE: '2' },
};

/** The engine's side and main's side of the orders, with nothing between them but the checked messages. */
function openOrders(logger = silentLogger) {
  const processes = createWorkerProcesses();
  const desk = createSpawnDesk({
    launch: createLauncher(processes, { PATH: '/bin' }),
    scriptOf: () => script,
    createChannel: createTestChannel,
    tell: (message, [port] = []) => spawner.receive(ToEngine.parse(message) as ProcessNews, port),
  });
  const spawner = createShellSpawner((raw) => {
    const message = ToShell.parse(raw);
    if (message.type === 'spawn') desk.order(message.id, message.order);
    if (message.type === 'kill') desk.kill(message.id);
  });
  return {
    processes,
    desk,
    spawn: spawner.spawner(logger),
    [Symbol.asyncDispose]: () => processes[Symbol.asyncDispose](),
  };
}

describe('spawn orders', () => {
  it('give the engine a process that it talks to over a port of its own', async () => {
    await using orders = openOrders();
    const child = orders.spawn(request);
    const { client } = connect(flakyContract, child.transport);
    await expect(client.pid({})).resolves.toEqual({ pid: process.pid });
    expect(child.pid).toBeGreaterThan(0);
    expect(orders.processes.started[0]).toMatchObject({
      serviceName: 'Afterimage media-1',
      environment: { PATH: '/bin', UV_THREADPOOL_SIZE: '2' },
    });
  });

  it('bring what a process prints into the log, under its name', async () => {
    const lines: string[] = [];
    const logger = createLogger({ level: 'info', sink: ({ name, message }) => lines.push(`${name}: ${message}`) });
    await using orders = openOrders(logger);
    const child = orders.spawn(request);
    await vi.waitFor(() => expect(lines.join()).toMatch(/^media-1 (?:\d+|-): threads 2$/), 10_000);
    child.kill();
    await child.exited;
  });

  it('tell how a process ended, and fail its calls as retryable', async () => {
    await using orders = openOrders();
    const child = orders.spawn(request);
    const { client } = connect(flakyContract, child.transport);
    await client.pid({});
    await expect(client.die({})).rejects.toMatchObject({ code: 'unavailable' });
    await expect(child.exited).resolves.toBe('exit code 9');
  });

  it('end a process that was killed before it had started', async () => {
    await using orders = openOrders();
    const child = orders.spawn(request);
    child.kill();
    await expect(child.exited).resolves.toMatch(/^exit code/);
  });

  it('report a process that dies as it starts', async () => {
    await using orders = openOrders();
    await expect(orders.spawn({ ...request, configuration: { dieAtStart: true } }).exited).resolves.toBe('exit code 7');
  });

  it('report a process that cannot be started at all', async () => {
    const told: unknown[] = [];
    const desk = createSpawnDesk({
      launch: () => {
        throw new Error('no such script');
      },
      scriptOf: () => script,
      createChannel: createTestChannel,
      tell: (message) => told.push(message),
    });
    desk.order(1, SpawnOrder.parse(request));
    expect(told).toEqual([{ type: 'exited', id: 1, reason: 'no such script' }]);
  });

  it('leave nothing running when the engine is gone', async () => {
    await using orders = openOrders();
    const children = [orders.spawn(request), orders.spawn(request)];
    orders.desk.killAll();
    await expect(Promise.all(children.map(({ exited }) => exited))).resolves.toHaveLength(2);
  });

  it('work under the supervisor that every host uses', async () => {
    await using orders = openOrders();
    await using flaky = superviseProcess({
      spawn: orders.spawn,
      request,
      contract: flakyContract,
      logger: silentLogger,
      backOffMs: 1,
    });
    await flaky.client.pid({});
    await expect(flaky.client.die({})).rejects.toMatchObject({ code: 'unavailable' });
    await vi.waitFor(() => expect(flaky.status().restarts).toBe(1));
    await expect(flaky.client.pid({})).resolves.toHaveProperty('pid');
  });

  it.each([
    ['another program', { ...request, entry: 'shell' }],
    ['a name that is none', { ...request, name: '../media' }],
    ['an environment that changes what runs', { ...request, environment: { NODE_OPTIONS: '--require x' } }],
  ])('are refused for %s', (_name, order) => {
    expect(ToShell.safeParse({ type: 'spawn', id: 1, order }).success).toBe(false);
  });
});
