import { fork } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { InstallRecord } from '../../../../models/manifest.ts';
import type { DownloadShape } from '../../../network/download/download-file.ts';
import type { TestHubOptions } from '../../../network/testing/test-hub.ts';
import { sha256Of } from '../../../network/testing/test-repository.ts';
import { serveReplicas } from '../../../testing/serve-replicas.ts';
import { temporaryFolder } from '../../../testing/temporary-folder.ts';
import { folderOf, openModels } from '../testing/open-models.ts';
import { sampleModel } from '../testing/sample-model.ts';
import { testTiming } from './testing/test-network.ts';

const shape: DownloadShape = { connections: 2, pieceBytes: 40_000, recordBytes: 8_192 };
const sample = sampleModel();
const { id } = sample.manifest;
const vision = 'onnx/vision_model.onnx';
const slow = { chunkBytes: 4096, pauseMs: 3 };

async function open({ hub: hubOptions = {}, inUse = [] }: { hub?: Partial<TestHubOptions>; inUse?: string[] } = {}) {
  await using stack = new AsyncDisposableStack();
  const served = stack.use(await serveReplicas([sample], hubOptions));
  const library = stack.use(await temporaryFolder());
  const root = join(library.path, 'models');
  const network = { hubAddress: served.hub.address, proxy: {}, timing: testTiming, shape };
  const openOn = () => openModels({ root, network, catalogue: served.catalogue, inUse });
  const models = stack.use(await openOn());
  const owned = stack.move();
  return {
    ...models,
    hub: served.hub,
    root,
    folder: folderOf(root, id),
    openAgain: openOn,
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  };
}

const filesIn = async (folder: string): Promise<string[]> => {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  const files = entries.filter((entry) => entry.isFile());
  return files.map(({ parentPath, name }) => join(parentPath, name).slice(folder.length + 1)).toSorted();
};
const whole = [
  'LICENCE.txt',
  'README.md',
  'config.json',
  'installed.json',
  'manifest.json',
  'onnx/text_model.onnx',
  vision,
  'tokenizer.json',
];

it('installs a model with its licence and card, and shows it at every step', async () => {
  await using models = await open({ hub: { pace: slow } });
  expect(await models.info(id)).toMatchObject({ state: 'available', diskBytes: 0, variant: 'default' });
  expect((await models.models.card({ modelId: id })).markdown).toContain('It computes nothing.');
  expect((await models.models.licence({ modelId: id })).text).toContain('Apache License');
  const { jobId } = await models.models.install({ modelId: id });
  expect(await models.models.install({ modelId: id })).toEqual({ jobId });
  expect(await models.info(id)).toMatchObject({ state: 'installing', jobId });
  await expect(models.models.verify({ modelId: id })).rejects.toMatchObject({ code: 'model_missing' });
  await expect(models.models.remove({ modelId: id })).rejects.toMatchObject({ code: 'conflict' });

  const job = await models.over(jobId);
  expect(job).toMatchObject({ state: 'finished', progress: { phase: 'downloading', unit: 'bytes' } });
  expect(job.progress.done).toBe(job.progress.total);
  const info = await models.info(id);
  expect(info).toMatchObject({ state: 'installed', problem: null, jobId: null, device: { device: 'cpu' } });
  expect(info.diskBytes).toBeGreaterThan(180_000);
  expect(await filesIn(models.folder)).toEqual(whole);
  expect(sha256Of(await readFile(join(models.folder, vision)))).toBe(sha256Of(sample.files.get(vision)!));
  expect((await models.models.card({ modelId: id })).markdown).toBe('# Sample\n');
  expect(models.recycled()).toBe(0);
  await expect(models.models.install({ modelId: id })).rejects.toMatchObject({ code: 'conflict' });
});

it('cancelled, an installation leaves nothing', async () => {
  await using models = await open({ hub: { pace: slow } });
  const { jobId } = await models.models.install({ modelId: id });
  await untilBytes(models, 20_000);
  models.jobs.cancel(jobId);
  expect((await models.over(jobId)).state).toBe('cancelled');
  expect(await models.info(id)).toMatchObject({ state: 'available', diskBytes: 0 });
  expect(await filesIn(models.root)).toEqual([]);
});

it('paused, it waits; with the engine closed it stays partial and goes on later, fetching nothing twice', async () => {
  await using models = await open({ hub: { pace: slow } });
  const { jobId } = await models.models.install({ modelId: id });
  await untilBytes(models, 50_000);
  models.jobs.pause(jobId);
  expect(await models.info(id)).toMatchObject({ state: 'installing' });
  await models.jobs[Symbol.asyncDispose]();

  await using later = await models.openAgain();
  const partial = await later.info(id);
  expect(partial.state).toBe('partial');
  expect(partial.problem).toMatch(/of .* are here/);
  expect(partial.diskBytes).toBeGreaterThanOrEqual(50_000);
  expect((await later.install(id)).state).toBe('finished');
  for (const [path, content] of sample.files) {
    if (path === 'onnx/vision_model_fp16.onnx') continue;
    expect(models.hub.servedBytes(path), path).toBeLessThanOrEqual(
      content.length + shape.connections * 4 * slow.chunkBytes,
    );
  }
});

it('killed when the model was whole, clears up at the next start', async () => {
  await using models = await open();
  await models.install(id);
  const plan = { variant: 'default', repository: 'sample/sample', commit: 'a'.repeat(40), files: [{ path: vision }] };
  const files = plan.files.map((file) => ({ ...file, bytes: 1, check: { sha256: null, gitBlob: null } }));
  await writeFile(join(models.folder, 'installing.json'), JSON.stringify({ ...plan, files }));
  await mkdir(join(models.folder, 'quarantine'));
  await writeFile(join(models.folder, 'quarantine', 'config.json'), 'damaged');
  await writeFile(join(models.folder, 'onnx', 'vision_model_fp16.onnx'), 'of the other variant');

  await using later = await models.openAgain();
  expect(await later.info(id)).toMatchObject({ state: 'installed', problem: null });
  expect(await filesIn(models.folder)).toEqual(whole);
});

it('killed while a model was deleted, forgets it at once and deletes the rest at the next start', async () => {
  await using models = await open();
  await models.install(id);
  const removing = fork(fileURLToPath(new URL('testing/remove-process.ts', import.meta.url)), [models.folder]);
  await once(removing, 'exit');
  expect(removing.signalCode).toBe('SIGKILL');
  expect(await filesIn(models.folder)).toEqual([]);
  expect(await filesIn(models.root)).not.toEqual([]);

  await using later = await models.openAgain();
  expect(await later.info(id)).toMatchObject({ state: 'available', diskBytes: 0 });
  expect(await filesIn(models.root)).toEqual([]);
});

it('names a damaged file, sets it aside and fetches it alone again', async () => {
  await using models = await open();
  await models.install(id);
  await writeFile(join(models.folder, vision), new Uint8Array(120_000));
  const { jobId } = await models.models.verify({ modelId: id });
  const job = await models.over(jobId);
  expect(job).toMatchObject({ state: 'failed', failure: { code: 'model_corrupt' } });
  expect(job.failure!.message).toContain(`${vision} is damaged`);
  expect(await models.info(id)).toMatchObject({ state: 'corrupt', problem: `${vision} was damaged and set aside.` });
  expect(await filesIn(join(models.folder, 'quarantine'))).toEqual([vision]);

  const before = models.hub.served.length;
  expect((await models.install(id)).state).toBe('finished');
  expect(new Set(models.hub.served.slice(before).map(({ path }) => path))).toEqual(new Set([vision]));
  expect(await models.info(id)).toMatchObject({ state: 'installed' });
  expect(await filesIn(models.folder)).toEqual(whole);
  expect(models.recycled()).toBe(1);
  expect((await models.over((await models.models.verify({ modelId: id })).jobId)).state).toBe('finished');
});

it('a repair that is cancelled keeps the rest of the model', async () => {
  await using models = await open();
  await models.install(id);
  await rm(join(models.folder, vision));
  await models.shelf.refresh();
  models.hub.misbehave(({ gives }) => (gives === 'content' ? { kind: 'stall', share: 0.2 } : null));
  const { jobId } = await models.models.install({ modelId: id });
  await untilBytes(models, 60_000);
  models.jobs.cancel(jobId);
  await models.over(jobId);
  expect(await models.info(id)).toMatchObject({ state: 'corrupt', problem: `${vision} is missing.` });
  expect(await filesIn(models.folder)).toEqual(whole.filter((path) => path !== vision));
});

it('gives up on a file that comes damaged twice, and takes it the next time', async () => {
  await using models = await open();
  models.hub.misbehave(({ path, gives }) =>
    path === vision && gives === 'content' ? { kind: 'wrong_bytes', share: 0.5 } : null,
  );
  const job = await models.install(id);
  expect(job.failure).toMatchObject({ code: 'model_corrupt', message: expect.stringContaining(vision) });
  expect(await models.info(id)).toMatchObject({ state: 'partial' });
  models.hub.misbehave(() => null);
  expect((await models.install(id)).state).toBe('finished');
  expect(await filesIn(models.folder)).toEqual(whole);
});

it('removes a model, but not one that is at work or ships inside', async () => {
  await using models = await open();
  await models.install(id);
  const { diskBytes } = await models.info(id);
  expect(await models.models.remove({ modelId: id })).toEqual({ freedBytes: diskBytes });
  expect(await models.info(id)).toMatchObject({ state: 'available', diskBytes: 0 });
  expect(models.recycled()).toBe(1);
  const bundled = models.shelf.bundled.manifest.id;
  await expect(models.models.remove({ modelId: bundled })).rejects.toMatchObject({ code: 'conflict' });
  await expect(models.models.install({ modelId: bundled })).rejects.toMatchObject({ code: 'conflict' });
  await using busy = await open({ inUse: [id] });
  await busy.install(id);
  await expect(busy.models.remove({ modelId: id })).rejects.toMatchObject({ code: 'conflict' });
  await expect(busy.models.install({ modelId: id, variant: 'half' })).rejects.toMatchObject({ code: 'conflict' });
});

it('changes to other files of the same model and deletes those that it no longer needs', async () => {
  await using models = await open();
  await models.install(id);
  expect((await models.install(id, 'half')).state).toBe('finished');
  expect(await models.info(id)).toMatchObject({ state: 'installed', variant: 'half' });
  expect(await filesIn(models.folder)).toContain('onnx/vision_model_fp16.onnx');
  expect(await filesIn(models.folder)).not.toContain(vision);
  expect(models.hub.servedBytes('onnx/text_model.onnx')).toBe(sample.files.get('onnx/text_model.onnx')!.length);
  await expect(models.models.install({ modelId: id, variant: 'none' })).rejects.toMatchObject({
    code: 'invalid_input',
  });
});

it('takes other files of a model from the commit that is installed, so that those which it shares stay', async () => {
  await using models = await open();
  await models.install(id);
  const recordPath = join(models.folder, 'installed.json');
  const record = InstallRecord.parse(JSON.parse(await readFile(recordPath, 'utf8')));
  const older = '{"older":true}';
  const files = record.files.map((file) =>
    file.path === 'config.json' ? { ...file, bytes: older.length, sha256: sha256Of(Buffer.from(older)) } : file,
  );
  await writeFile(recordPath, JSON.stringify({ ...record, commit: 'b'.repeat(40), files }));
  await writeFile(join(models.folder, 'config.json'), older);
  await models.shelf.refresh();
  const job = await models.install(id, 'half');
  expect(job).toMatchObject({ state: 'failed' });
  expect(models.hub.requests.at(-1)).toContain('b'.repeat(40));
  expect(await models.info(id)).toMatchObject({ state: 'installed', variant: 'default' });
  expect(await readFile(join(models.folder, 'config.json'), 'utf8')).toBe(older);
});

it('imports a folder of the files, and a copy of an installed model', async () => {
  await using models = await open();
  await using stick = await temporaryFolder();
  const folder = join(stick.path, 'siglip--sample');
  for (const [path, content] of sample.files) {
    await mkdir(join(folder, path, '..'), { recursive: true });
    await writeFile(join(folder, path), content);
  }
  const started = await models.models.importFolder({ directory: folder });
  expect(started.modelId).toBe(id);
  expect((await models.over(started.jobId)).state).toBe('finished');
  expect(await models.info(id)).toMatchObject({ state: 'installed', variant: 'default' });
  expect(models.hub.requests).toEqual([]);
  await expect(models.models.importFolder({ directory: folder })).rejects.toMatchObject({ code: 'conflict' });

  const copy = join(stick.path, 'copy');
  await cp(models.folder, copy, { recursive: true });
  await models.models.remove({ modelId: id });
  await writeFile(join(copy, vision), new Uint8Array(120_000));
  const damaged = await models.over((await models.models.importFolder({ directory: copy })).jobId);
  expect(damaged.failure).toMatchObject({ code: 'model_corrupt', message: expect.stringContaining(vision) });
  expect(await models.info(id)).toMatchObject({ state: 'available', diskBytes: 0 });
  await writeFile(join(copy, vision), sample.files.get(vision)!);
  expect((await models.over((await models.models.importFolder({ directory: copy })).jobId)).state).toBe('finished');
});

it('says what is wrong with a folder that is no model', async () => {
  await using models = await open();
  await using stick = await temporaryFolder();
  await expect(models.models.importFolder({ directory: join(stick.path, 'none') })).rejects.toMatchObject({
    code: 'not_found',
  });
  await writeFile(join(stick.path, 'photo.jpg'), 'x');
  await expect(models.models.importFolder({ directory: join(stick.path, 'photo.jpg') })).rejects.toMatchObject({
    code: 'invalid_input',
  });
  await expect(models.models.importFolder({ directory: stick.path })).rejects.toMatchObject({
    code: 'model_incompatible',
  });
});

/** Waits until so many bytes of the running job are here. */
async function untilBytes({ jobs }: Awaited<ReturnType<typeof open>>, bytes: number): Promise<void> {
  for await (const _event of jobs.watch(new AbortController().signal)) {
    if (jobs.active().some(({ progress }) => progress.phase === 'downloading' && progress.done >= bytes)) return;
  }
}
