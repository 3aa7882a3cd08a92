import { readdir, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createClipReplica, createMultilingualClipReplica } from '../../../models/clip/testing/replica.ts';
import { detectEncoder } from '../../../models/encoders/detect-encoder.ts';
import type { EncoderManifest } from '../../../models/manifest.ts';
import { createSiglipReplica } from '../../../models/siglip/testing/replica.ts';
import type { SearchReplica } from '../../../models/testing/search-replica.ts';
import { imageTower } from '../../../models/testing/two-towers.ts';
import { manifestFile, recordFile } from '../../inference/installed-models.ts';
import { installReplica } from '../../testing/install-replica.ts';
import { temporaryFolder } from '../../testing/temporary-folder.ts';
import { detectOwnModel } from './detect-own-model.ts';

/** A replica's files in a folder as a person has them: no manifest, no record. */
async function ownFolder(replica: SearchReplica, change: (directory: string) => Promise<unknown> = async () => null) {
  const folder = await temporaryFolder();
  const directory = await installReplica(folder.path, replica);
  await rm(join(directory, manifestFile));
  await rm(join(directory, recordFile));
  await change(directory);
  return { ...folder, directory, [Symbol.asyncDispose]: () => folder[Symbol.asyncDispose]() };
}

async function detect(directory: string): Promise<EncoderManifest> {
  const paths = await readdir(directory, { recursive: true });
  const files = [];
  for (const path of paths) {
    const found = await stat(join(directory, path));
    if (found.isFile()) files.push({ path: path.replaceAll('\\', '/'), bytes: found.size });
  }
  return detectOwnModel(directory, files);
}

/** What decides the vectors; CLIP's padding does not, behind its end. */
function feedingOf({ encoder: { dim, image, text } }: EncoderManifest): unknown {
  const { prompt: _prompt, padTo: _padTo, ...preprocessing } = text.preprocessing;
  return { dim, image, text: { ...text, preprocessing } };
}

describe('a pair of the person’s own', () => {
  it.each([
    createClipReplica(),
    createMultilingualClipReplica(),
    createSiglipReplica(),
    createSiglipReplica({ generation: 1 }),
    createSiglipReplica({ dtype: 'fp16' }),
  ])('$manifest.id is fed as its files say', async (replica) => {
    await using folder = await ownFolder(replica);
    const found = await detect(folder.directory);
    expect(feedingOf(found)).toEqual(feedingOf(replica.manifest));
    expect(found).toMatchObject({ family: replica.manifest.family, source: { kind: 'folder' }, tasks: ['search'] });
    expect(found.id).toMatch(/^own\/replicas--/);
    const files = [...found.commonFiles, ...found.variants[0]!.files].map(({ path }) => path);
    expect(files.toSorted()).toEqual([...replica.files.keys()].toSorted());
    expect(found.encoder.calibration.source).toMatch(/default/);
  });

  const clip = createClipReplica();
  const config = (path: string, change: object) => async (directory: string) => {
    const json = JSON.parse(new TextDecoder().decode(clip.files.get(path))) as object;
    await writeFile(join(directory, path), JSON.stringify({ ...json, ...change }));
  };
  const gone = (path: string) => (directory: string) => rm(join(directory, path));

  it.each<[string, (directory: string) => Promise<unknown>, string, string]>([
    ['no tokenizer', gone('tokenizer.json'), 'model_incompatible', 'Expected tokenizer.json among its files'],
    ['no configuration', gone('config.json'), 'model_incompatible', 'Expected config.json among its files'],
    ['one tower', gone('onnx/text_model.onnx'), 'model_incompatible', 'Expected two towers'],
    ['another family', config('config.json', { model_type: 'bert' }), 'model_incompatible', 'the family bert'],
    ['a varying resolution', config('config.json', { model_type: 'siglip2' }), 'model_incompatible', 'NaFlex'],
    [
      'a crop smaller than its scale',
      config('preprocessor_config.json', { size: { shortest_edge: 256 } }),
      'model_incompatible',
      'scales to 256 but crops to 32',
    ],
    ['an unknown filter', config('preprocessor_config.json', { resample: 4 }), 'model_incompatible', 'resamples by 4'],
    [
      'an unknown tokenizer',
      config('tokenizer_config.json', { tokenizer_class: 'WhisperTokenizer' }),
      'model_incompatible',
      'is a WhisperTokenizer',
    ],
    [
      'a size that is no number',
      config('preprocessor_config.json', { size: 'large' }),
      'model_incompatible',
      'preprocessor_config.json is not as expected: size',
    ],
    [
      'a broken file',
      (directory) => writeFile(join(directory, 'config.json'), '{'),
      'model_corrupt',
      'config.json is not JSON',
    ],
    [
      'a network that is none',
      (directory) => writeFile(join(directory, 'onnx/text_model.onnx'), 'version https://git-lfs'),
      'model_corrupt',
      'onnx/text_model.onnx is not an ONNX file',
    ],
    [
      'two image towers',
      (directory) =>
        writeFile(
          join(directory, 'onnx/text_model.onnx'),
          imageTower({ size: 8, mean: [0, 0, 0], std: [1, 1, 1], output: 'x' }),
        ),
      'model_incompatible',
      'onnx/text_model.onnx has no input for photos or ids, only pixel_values',
    ],
  ])('with %s is refused by name', async (_, change, code, message) => {
    await using folder = await ownFolder(clip, change);
    await expect(detect(folder.directory)).rejects.toMatchObject({ code, message: expect.stringContaining(message) });
  });
});

it('a repository is known by its list of files and its configuration alone', () => {
  const { files, manifest } = createSiglipReplica();
  const json = new Map(
    [...files]
      .filter(([path]) => path.endsWith('config.json'))
      .map(([path, bytes]) => [path, JSON.parse(new TextDecoder().decode(bytes)) as unknown]),
  );
  const paths = [
    ...files.keys(),
    'onnx/text_model_fp16.onnx',
    'onnx/vision_model_fp16.onnx',
    'onnx/vision_model_fp16.onnx_data',
  ];
  const found = detectEncoder(
    { files: paths.map((path) => ({ path, bytes: null })), json },
    {
      id: manifest.id,
      title: 'Some repository',
      source: { kind: 'hub', repository: 'some/repository', commit: null },
      licence: { spdx: 'Apache-2.0', notice: null, file: null },
    },
  );
  expect(feedingOf(found)).toEqual(feedingOf(manifest));
  expect(found.variants.map(({ name, files: own }) => [name, own.length])).toEqual([
    ['fp16', 3],
    ['fp32', 2],
  ]);
});
