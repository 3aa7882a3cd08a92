/** @file The whole engine with a WebGPU that goes wrong: the app says so and goes on on the CPU. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { EngineConnection } from '../../../app/entry/connect-engine.ts';
import type { ModelId } from '../../../app/contract/ids.ts';
import { isOver, type Job } from '../../../app/contract/jobs.ts';
import { drawSampleLibrary } from '../../../e2e/fixtures/sample-library.ts';
import { openWholeEngine } from '../../../e2e/perf/open-parts.ts';
import { faultySpawner, spawnerWith } from '../../inference/testing/faulty-spawner.ts';
import type { Spawner } from '../../platform/process.ts';
import { silentLogger as logger } from '../../platform/testing/silent-logger.ts';
import { noVulkan } from '../../testing/swiftshader.ts';
import { temporaryFolder, type TemporaryFolder } from '../../testing/temporary-folder.ts';

const modelId = 'starter/starter-0' as ModelId;
/** Two full batches and a small one. */
const photoCount = 36;
const hasWebgpu = process.platform === 'linux' && process.arch === 'x64';

const openOn = (libraryDirectory: string, spawn: Spawner) => openWholeEngine(libraryDirectory, () => spawn);

/** Another Vulkan driver than the one before. */
async function installDriver(directory: string): Promise<Disposable> {
  const manifest = join(directory, 'icd.json');
  await writeFile(manifest, JSON.stringify({ ICD: { library_path: './libdriver.so' } }));
  await writeFile(join(directory, 'libdriver.so'), 'a driver');
  const before = process.env['VK_DRIVER_FILES'];
  process.env['VK_DRIVER_FILES'] = manifest;
  return {
    [Symbol.dispose]() {
      if (before === undefined) delete process.env['VK_DRIVER_FILES'];
      else process.env['VK_DRIVER_FILES'] = before;
    },
  };
}

/** All jobs, once all are over, those among them that others have started. */
async function jobsOf(connection: EngineConnection): Promise<Job[]> {
  for (;;) {
    const jobs = await jobsNow(connection);
    const running = jobs.find((job) => !isOver(job));
    if (running === undefined) return jobs;
    for await (const event of connection.engine.jobs.watch({})) {
      const all = event.type === 'snapshot' ? event.jobs : [event.job];
      if (all.some((job) => job.jobId === running.jobId && isOver(job))) break;
    }
  }
}

async function jobsNow({ engine }: EngineConnection): Promise<Job[]> {
  for await (const event of engine.jobs.watch({})) if (event.type === 'snapshot') return event.jobs;
  return [];
}

const deviceOf = async ({ engine }: EngineConnection) =>
  (await engine.models.list({})).models.find((model) => model.modelId === modelId)!.device!;

async function devicesOff({ engine }: EngineConnection) {
  for await (const { devicesOff } of engine.system.processes({})) return devicesOff;
}

async function doctor({ engine }: EngineConnection) {
  const { checks } = await engine.system.doctor({});
  return checks.find(({ name }) => name.startsWith('Device of'));
}

describe('the devices of a model', { timeout: 90_000 }, () => {
  let folder: TemporaryFolder;
  let pictures: string;
  let onCpu: Awaited<ReturnType<typeof indexed>>;
  beforeAll(async () => {
    folder = await temporaryFolder();
    pictures = join(folder.path, 'pictures');
    await drawSampleLibrary(pictures, { count: photoCount });
    await using host = await openOn(join(folder.path, 'plain'), spawnerWith({}, logger));
    onCpu = await indexed(host);
  });
  afterAll(() => folder[Symbol.asyncDispose]());

  async function indexed(connection: EngineConnection) {
    await connection.engine.library.add({ paths: [pictures] });
    await jobsOf(connection);
    const { counts } = await connection.engine.library.folders({});
    const { hits } = await connection.engine.search.query({ text: 'mountains under a blue sky', limit: photoCount });
    return { counts, order: hits.map(({ photo }) => photo.name) };
  }

  it.skipIf(!hasWebgpu)('are probed as a job, remembered with the driver, and explained', async () => {
    const library = join(folder.path, 'probed');
    {
      await using host = await openOn(library, spawnerWith(noVulkan, logger));
      expect(await deviceOf(host)).toMatchObject({ device: 'cpu', reason: 'Nothing was measured yet.', speed: null });
      const { jobId } = await host.engine.models.probe({ modelId });
      expect(await host.engine.models.probe({ modelId })).toEqual({ jobId });
      expect(await jobsOf(host)).toMatchObject([
        { jobId, state: 'finished', kind: 'probe_model', modelId, progress: { done: 3, total: 3 } },
      ]);
      const { trials, driver } = await host.engine.models.trials({ modelId });
      expect(driver).toMatch(/^onnxruntime /);
      expect(trials.map(({ device, outcome }) => `${device} ${outcome}`)).toEqual([
        'cpu fastest',
        'webgpu failed',
        'cuda absent',
      ]);
      expect(await doctor(host)).toMatchObject({
        ok: true,
        detail: expect.stringMatching(/^Runs on the CPU at .* photos\/s\. .*WebGPU found no graphics adapter/),
      });
      await expect(host.engine.models.setDevice({ modelId, device: 'cuda' })).rejects.toMatchObject({
        code: 'conflict',
        message: expect.stringContaining('CUDA does not work here: '),
      });
    }
    {
      await using again = await openOn(library, spawnerWith({}, logger));
      expect((await deviceOf(again)).speed).toMatchObject({ unit: 'photos' });
    }
    using _driver = await installDriver(folder.path);
    await using updated = await openOn(library, spawnerWith({}, logger));
    expect((await deviceOf(updated)).speed).toBeNull();
    expect((await updated.engine.models.trials({ modelId })).trials).toEqual([]);
  });

  it.skipIf(!hasWebgpu).each([
    ['abort@1', 'its process ended while it worked (signal SIGABRT).'],
    ['garbage@0', "its numbers had drifted from the CPU's"],
    ['nan@2', 'its result was no unit vector.'],
  ])('are turned off where the person’s choice goes wrong (%s), and nothing is lost', async (fault, reason) => {
    await using host = await openOn(join(folder.path, fault), faultySpawner(fault, logger));
    expect(await host.engine.models.setDevice({ modelId, device: 'webgpu' })).toMatchObject({
      device: 'webgpu',
      chosenByPerson: true,
    });
    const found = await indexed(host);
    expect(found).toEqual(onCpu);
    expect(found.counts).toMatchObject({ photos: photoCount, indexed: photoCount, failed: 0, pending: 0 });
    const choice = await deviceOf(host);
    expect(choice).toMatchObject({ device: 'cpu', chosenByPerson: false });
    expect(choice.reason).toContain('WebGPU was turned off: ');
    expect(choice.reason).toContain(reason);
    expect(await devicesOff(host)).toEqual([
      { modelId, title: expect.any(String), device: 'webgpu', reason: expect.stringContaining(reason) },
    ]);
    expect(await doctor(host)).toMatchObject({ ok: false, fix: expect.stringContaining('driver') });
    expect(await host.engine.models.setDevice({ modelId, device: 'webgpu' })).toMatchObject({ device: 'webgpu' });
  });
});
