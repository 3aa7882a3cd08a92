import { cp, mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { expect, it } from 'vitest';
import { createSiglipReplica } from '../../../../models/siglip/testing/replica.ts';
import type { Replica } from '../../../../models/testing/replica.ts';
import { startTestHub } from '../../../network/testing/test-hub.ts';
import { testRepository } from '../../../network/testing/test-repository.ts';
import { temporaryFolder } from '../../../testing/temporary-folder.ts';
import { openModels } from '../testing/open-models.ts';
import { testShape, testTiming } from './testing/test-network.ts';

const replica: Replica = createSiglipReplica();

async function open() {
  await using stack = new AsyncDisposableStack();
  const files = { ...Object.fromEntries(replica.files), 'README.md': '# By somebody\n' };
  const repositories = {
    'Some.One/their-siglip': { ...testRepository(files), licence: 'apache-2.0' },
    'someone/odd': testRepository({ 'config.json': '{"model_type":"bert"}', 'onnx/model.onnx': 'x' }),
    'someone/gated': { ...testRepository(files), gated: true },
  };
  const hub = stack.use(await startTestHub({ repositories, pageEntries: 3 }));
  const library = stack.use(await temporaryFolder());
  const network = { hubAddress: hub.address, proxy: {}, timing: testTiming, shape: testShape };
  const root = join(library.path, 'models');
  const models = stack.use(await openModels({ root, network }));
  const owned = stack.move();
  return { ...models, hub, path: library.path, root, network, [Symbol.asyncDispose]: () => owned.disposeAsync() };
}

it('a repository of a known family joins the list, pinned, is installed and taken off again', async () => {
  await using models = await open();
  const { modelId } = await models.models.addRepository({
    repository: 'https://hub.example/Some.One/their-siglip/tree/main',
  });
  expect(modelId).toBe('some-one/their-siglip');
  expect(await models.models.addRepository({ repository: 'Some.One/their-siglip' })).toEqual({ modelId });
  expect(await models.info(modelId)).toMatchObject({
    family: 'siglip',
    state: 'available',
    licence: 'Apache-2.0',
    licenceNotice: null,
    source: { kind: 'hub', repository: 'Some.One/their-siglip', commit: expect.stringMatching(/^[0-9a-f]{40}$/) },
  });
  expect(await models.install(modelId)).toMatchObject({ state: 'finished' });
  expect((await models.models.card({ modelId })).markdown).toBe('# By somebody\n');
  await models.models.remove({ modelId });
  expect((await models.info(modelId)).state).toBe('available');
  await models.models.remove({ modelId });
  expect(await models.info(modelId)).toBe(undefined);
});

it.each([
  ['someone/odd', 'model_incompatible', /someone\/odd cannot be used/],
  ['someone/none', 'access_denied', /private, gated or gone/],
  ['not a repository', 'invalid_input', /owner\/name/],
])('says why %s cannot be added', async (repository, code, message) => {
  await using models = await open();
  await expect(models.models.addRepository({ repository })).rejects.toMatchObject({
    code,
    message: expect.stringMatching(message),
  });
});

it('a gated repository is named when its files are asked for, and nothing of it stays', async () => {
  await using models = await open();
  await expect(models.models.addRepository({ repository: 'someone/gated' })).rejects.toMatchObject({
    code: 'access_denied',
    message: expect.stringContaining('import the folder'),
  });
  expect((await models.models.list({})).models.some(({ modelId }) => modelId.startsWith('someone'))).toBe(false);
});

it('imports a pair of towers of the person’s own, over again too', async () => {
  await using models = await open();
  const folder = join(models.path, 'My towers');
  for (const [path, content] of replica.files) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), content);
  }
  const { modelId, jobId } = await models.models.importFolder({ directory: folder });
  expect(modelId).toBe('own/my-towers');
  expect((await models.over(jobId)).state).toBe('finished');
  expect(await models.info(modelId)).toMatchObject({ state: 'installed', source: { kind: 'folder' } });
  await expect(models.models.install({ modelId })).rejects.toMatchObject({ code: 'conflict' });
  const again = await models.models.importFolder({ directory: folder });
  expect((await models.over(again.jobId)).state).toBe('finished');
  await models.models.remove({ modelId });
  expect(await models.info(modelId)).toBe(undefined);
  expect(models.hub.requests).toEqual([]);
});

const visionOf = ({ files }: Replica): string => [...files.keys()].find((path) => path.includes('vision'))!;

it('taken off the list, a repository stays off it though a program was once killed while it noted it', async () => {
  await using models = await open();
  const { modelId } = await models.models.addRepository({ repository: 'Some.One/their-siglip' });
  const note = join(models.root, 'added', `${modelId.replace('/', '--')}.json`);
  await cp(note, `${note}.next`);
  await models.models.remove({ modelId });
  expect(await models.info(modelId)).toBe(undefined);
});

/** A model of the person's own that is installed, and its folder with other weights of the same size. */
async function importedAndChanged(models: Awaited<ReturnType<typeof open>>) {
  const from = join(models.path, 'My towers');
  for (const [path, content] of replica.files) {
    await mkdir(dirname(join(from, path)), { recursive: true });
    await writeFile(join(from, path), content);
  }
  const { modelId, jobId } = await models.models.importFolder({ directory: from });
  expect((await models.over(jobId)).state).toBe('finished');
  const vision = visionOf(replica);
  const before = Buffer.from(replica.files.get(vision)!);
  const changed = Buffer.from(before.toReversed());
  await writeFile(join(from, vision), changed);
  const kept = () => readFile(join(models.root, modelId.replace('/', '--'), vision));
  const text = join(
    from,
    [...replica.files.keys()].find((path) => path.includes('text'))!,
  );
  return { from, modelId, text, changed, before, kept };
}

it('imported anew in vain, a model stays what it was', async () => {
  await using models = await open();
  const { from, modelId, text, before, kept } = await importedAndChanged(models);
  const { jobId } = await models.models.importFolder({ directory: from });
  await rm(text);
  expect((await models.over(jobId)).state).toBe('failed');
  expect((await kept()).equals(before)).toBe(true);
  expect((await models.over((await models.models.verify({ modelId })).jobId)).state).toBe('finished');
});

it('killed while a model was imported anew, the next start has it as it was, or as it is now where all was copied', async () => {
  await using models = await open();
  const { modelId, changed, before, kept } = await importedAndChanged(models);
  const folder = join(models.root, modelId.replace('/', '--'));
  const incoming = join(models.root, 'incoming', modelId.replace('/', '--'));
  await cp(folder, incoming, { recursive: true });
  await rename(join(incoming, 'installed.json'), join(incoming, 'installing.json'));
  {
    await using later = await openModels(models);
    expect(await later.info(modelId)).toMatchObject({ state: 'installed' });
    expect((await kept()).equals(before)).toBe(true);
  }
  await cp(folder, incoming, { recursive: true });
  await writeFile(join(incoming, visionOf(replica)), changed);
  await rm(folder, { recursive: true });
  await using later = await openModels(models);
  expect(await later.info(modelId)).toMatchObject({ state: 'installed' });
  expect((await kept()).equals(changed)).toBe(true);
  expect(await readdir(models.root)).toEqual([modelId.replace('/', '--')]);
});

it('an import in vain keeps what is here of a download', async () => {
  await using models = await open();
  const { modelId } = await models.models.addRepository({ repository: 'Some.One/their-siglip' });
  models.hub.misbehave(({ path, gives }) =>
    path === visionOf(replica) && gives === 'content' ? { kind: 'wrong_bytes', share: 0.5 } : null,
  );
  expect((await models.install(modelId)).state).toBe('failed');
  const { diskBytes } = await models.info(modelId);
  expect(diskBytes).toBeGreaterThan(0);
  const from = join(models.path, 'their-siglip');
  for (const [path, content] of [...replica.files, ['README.md', '# By somebody\n'] as const]) {
    await mkdir(dirname(join(from, path)), { recursive: true });
    await writeFile(join(from, path), content);
  }
  const { jobId, modelId: imported } = await models.models.importFolder({ directory: from });
  expect(imported).toBe(modelId);
  await rm(join(from, visionOf(replica)));
  expect((await models.over(jobId)).state).toBe('failed');
  expect(await models.info(modelId)).toMatchObject({ state: 'partial', diskBytes });
});
