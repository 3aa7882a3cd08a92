import { fileURLToPath } from 'node:url';
import { describe, expect, it, vi } from 'vitest';
import { protocolVersion } from '../../../app/contract/system.ts';
import { createEnvironmentSecretStore } from '../../platform/file-secret-store.ts';
import { silentLogger as logger } from '../../platform/testing/silent-logger.ts';
import type { StubConfiguration } from '../testing/stub-engine.ts';
import { createTestChannel, createWorkerProcesses } from '../testing/worker-processes.ts';
import { createLauncher } from './create-launcher.ts';
import { openEngineLife } from './open-engine-life.ts';
import { superviseEngine, type Verdict } from './supervise-engine.ts';

const engineScript = fileURLToPath(new URL('../testing/stub-engine.ts', import.meta.url));
const hello = { protocol: protocolVersion };

function supervise(configurations: readonly StubConfiguration[], verdict: Verdict = 'quit') {
  const processes = createWorkerProcesses();
  const launch = createLauncher(processes, { PATH: '/bin' });
  const asked = { onRefused: vi.fn(async () => verdict), onGaveUp: vi.fn(async () => verdict), onQuit: vi.fn() };
  let lives = 0;
  const engine = superviseEngine({
    openLife: () =>
      openEngineLife({
        launch,
        engineScript,
        scriptOf: () => engineScript,
        // The last one holds for every further life.
        configuration: configurations[Math.min(lives++, configurations.length - 1)],
        createChannel: createTestChannel,
        secrets: createEnvironmentSecretStore('KEY', 'secret'),
        logger,
      }),
    ...asked,
    logger,
    backOffMs: 1,
  });
  return {
    engine,
    processes,
    ...asked,
    async [Symbol.asyncDispose]() {
      await engine.stop(100);
      await processes[Symbol.asyncDispose]();
    },
  };
}

describe('superviseEngine', () => {
  it('opens the engine in a process, and connects main to it', async () => {
    await using shell = supervise([{}]);
    const { engine } = await shell.engine.ready();
    await expect(engine.system.hello(hello)).resolves.toMatchObject({ host: 'electron' });
    expect(shell.processes.started[0]).toMatchObject({ serviceName: 'Afterimage engine' });
  });

  it('tells the engine when power changes, and a restarted engine too', async () => {
    await using shell = supervise([{}]);
    shell.engine.setOnBattery(true);
    const version = async () => (await (await shell.engine.ready()).engine.system.hello(hello)).version;
    await vi.waitFor(async () => expect(await version()).toBe('battery'));
    shell.processes.started[0]!.crash();
    await vi.waitFor(() => expect(shell.processes.started).toHaveLength(2));
    expect(await version()).toBe('battery');
  });

  it('fails what was pending when the engine crashes, and lets callers wait for the next one', async () => {
    await using shell = supervise([{}]);
    const { engine } = await shell.engine.ready();
    await engine.system.hello(hello);
    await expect(engine.system.doctor({})).rejects.toMatchObject({ code: 'unavailable', retryable: true });
    await vi.waitFor(async () => {
      const next = await shell.engine.ready();
      expect(next.engine).not.toBe(engine);
      await expect(next.engine.system.hello(hello)).resolves.toHaveProperty('host');
    });
    expect(shell.onGaveUp).not.toHaveBeenCalled();
  });

  it('gives up after three crashes, says so, and ends where the person wants that', async () => {
    await using shell = supervise([{ dieAtStart: true }]);
    await vi.waitFor(() => expect(shell.onQuit).toHaveBeenCalledOnce(), 10_000);
    expect(shell.processes.started).toHaveLength(3);
    expect(shell.onGaveUp).toHaveBeenCalledExactlyOnceWith(expect.objectContaining({ code: 'engine_failed' }));
  });

  it('tries again after three crashes where the person wants that', async () => {
    const dying = { dieAtStart: true };
    await using shell = supervise([dying, dying, dying, {}], 'retry');
    const { engine } = await shell.engine.ready();
    await expect(engine.system.hello(hello)).resolves.toHaveProperty('host');
    expect(shell.onGaveUp).toHaveBeenCalledOnce();
  });

  it('asks about a library that does not open, which is no crash', async () => {
    await using shell = supervise([{ refuseWith: 'store_in_use' }, {}], 'retry');
    await shell.engine.ready();
    expect(shell.onRefused).toHaveBeenCalledExactlyOnceWith(
      expect.objectContaining({ code: 'store_in_use', message: 'The library is open in process 7.' }),
    );
    expect(shell.onGaveUp).not.toHaveBeenCalled();
  });

  it('quits where the person gives up on the library', async () => {
    await using shell = supervise([{ refuseWith: 'store_in_use' }]);
    await vi.waitFor(() => expect(shell.onQuit).toHaveBeenCalledOnce());
    expect(shell.processes.started).toHaveLength(1);
  });

  it('closes the engine when stopped, and turns away whoever still waits', async () => {
    await using shell = supervise([{}]);
    await shell.engine.ready();
    await shell.engine.stop(5000);
    await expect(shell.engine.ready()).rejects.toMatchObject({ code: 'unavailable' });
    expect(shell.processes.started).toHaveLength(1);
    expect(shell.onQuit).not.toHaveBeenCalled();
  });

  it('ends an engine that does not close in time', async () => {
    await using shell = supervise([{ hangAtEnd: true }]);
    await shell.engine.ready();
    const startMs = performance.now();
    await shell.engine.stop(50);
    expect(performance.now() - startMs).toBeLessThan(4000);
  });
});
