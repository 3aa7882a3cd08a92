import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { silentLogger as logger } from '../../platform/testing/silent-logger.ts';
import type { Spawner } from '../../platform/process.ts';
import { noSwiftshader, noVulkan, swiftshader } from '../../testing/swiftshader.ts';
import { faultySpawner, spawnerWith } from '../testing/faulty-spawner.ts';
import { probeDevices, type ProbeOptions } from './probe-devices.ts';

const starterDirectory = fileURLToPath(new URL('../../../models/starter', import.meta.url));
const hasWebgpu = process.platform === 'linux' && process.arch === 'x64';

async function probe(spawn: Spawner, options: Partial<ProbeOptions> = {}) {
  const { trials, ...probed } = await probeDevices({
    spawn,
    configuration: { modelDirectories: [starterDirectory], modelsRoot: null },
    modelId: 'starter/starter-0',
    threads: [1],
    tolerance: 1e-3,
    timeLimitMs: 120_000,
    signal: new AbortController().signal,
    onProgress: () => undefined,
    ...options,
  });
  const of = (device: string) => trials.find((trial) => trial.device === device);
  return { cpu: of('cpu'), webgpu: of('webgpu'), cuda: of('cuda'), ...probed };
}

describe('probing the devices of this machine on the starter', () => {
  it.skipIf(swiftshader === null)(
    `finds WebGPU right within 1e-3 and the CPU faster (${swiftshader === null ? noSwiftshader : 'SwiftShader'})`,
    async () => {
      const { cpu, webgpu } = await probe(spawnerWith(swiftshader!, logger));
      expect(cpu).toMatchObject({ outcome: 'fastest', maxDifference: 0 });
      expect(webgpu).toMatchObject({ outcome: 'slower' });
      expect(webgpu!.maxDifference).toBeLessThan(1e-3);
      expect(webgpu!.maxDifference).toBeGreaterThan(0);
      expect(webgpu!.perSecond).toBeLessThan(cpu!.perSecond!);
    },
    180_000,
  );

  it.skipIf(!hasWebgpu)('says what is missing: a Vulkan driver, the libraries of CUDA', async () => {
    const progress: (readonly [number, number])[] = [];
    const onProgress = (done: number, total: number): number => progress.push([done, total]);
    const { cpu, webgpu, cuda, unit } = await probe(spawnerWith(noVulkan, logger), { onProgress, threads: [2, 1] });
    expect(cpu).toMatchObject({ outcome: 'fastest', detail: expect.stringMatching(/with [12] thread/) });
    expect(webgpu).toMatchObject({ outcome: 'failed', perSecond: null, detail: expect.stringContaining('Vulkan') });
    expect(cuda).toMatchObject({ outcome: 'absent', detail: expect.stringContaining('250 MB') });
    expect(progress).toEqual([
      [0, 3],
      [1, 3],
      [2, 3],
      [3, 3],
    ]);
    expect(unit).toBe('photos');
  });

  it.skipIf(!hasWebgpu).each([
    ['aborts its process', 'abort@0', { outcome: 'crashed', detail: expect.stringContaining('SIGABRT') }],
    ['gives other numbers', 'garbage@0', { outcome: 'wrong', detail: expect.stringContaining('0.001 is allowed') }],
    ['gives no numbers', 'nan@0', { outcome: 'wrong', detail: expect.stringContaining('NaN') }],
    ['throws', 'throw@0', { outcome: 'failed', detail: expect.stringContaining('on pixels') }],
  ])('takes a provider that %s for an outcome, not for an error', async (_what, fault, outcome) => {
    const { cpu, webgpu } = await probe(faultySpawner(fault, logger));
    expect(cpu).toMatchObject({ outcome: 'fastest' });
    expect(webgpu).toMatchObject({ ...outcome, perSecond: null });
  });

  it.skipIf(!hasWebgpu)('gives up on a provider that hangs', async () => {
    const { cpu, webgpu } = await probe(faultySpawner('hang@0', logger), { timeLimitMs: 8000 });
    expect(cpu).toMatchObject({ outcome: 'fastest' });
    expect(webgpu).toMatchObject({ outcome: 'timed_out', detail: 'It was not done after 8 s.' });
  });

  it('can be cancelled, and ends its process', async () => {
    const controller = new AbortController();
    const pids: (number | undefined)[] = [];
    const spawn = spawnerWith(noVulkan, logger);
    const watched: Spawner = (request) => {
      const process = spawn(request);
      pids.push(process.pid);
      queueMicrotask(() => controller.abort());
      return process;
    };
    await expect(probe(watched, { signal: controller.signal })).rejects.toMatchObject({ code: 'cancelled' });
    expect(() => process.kill(pids[0]!, 0)).toThrow();
  });

  it('fails where the model is not there', async () => {
    await expect(probe(spawnerWith(noVulkan, logger), { modelId: 'starter/none' })).rejects.toMatchObject({
      message: expect.stringContaining('not installed'),
    });
  });
});
