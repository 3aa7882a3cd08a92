/**
 * @file What holds for every search model: on the replicas always, and on real ones where `AFTERIMAGE_MODELS` names a folder
 * of installed models (as `<library>/models`), with what the model cards say.
 */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createClipReplica, createMultilingualClipReplica } from '../../../models/clip/testing/replica.ts';
import { createTextTokeniser } from '../../../models/encoders/tokenise-text.ts';
import { isEncoder, type EncoderManifest } from '../../../models/manifest.ts';
import { createSiglipReplica } from '../../../models/siglip/testing/replica.ts';
import { createMediaHandlers } from '../../media/create-media-handlers.ts';
import { installReplica } from '../../testing/install-replica.ts';
import { temporaryFolder } from '../../testing/temporary-folder.ts';
import { noTestPhotos, testPhotos } from '../../testing/test-photos.ts';
import { loadInstalledModel, loadInstalledModels, readVerifiedFile, type InstalledModel } from '../installed-models.ts';
import type { EncoderRuntime } from '../runtimes.ts';
import { createSessionPool } from '../session-pool.ts';
import { openEncoder } from './open-encoder.ts';
import { flatPicture } from './testing/known-vectors.ts';

type SearchModel = InstalledModel & { readonly manifest: EncoderManifest };

const root = process.env['AFTERIMAGE_MODELS'];
const real = root === undefined ? [] : (await loadInstalledModels(root)).filter(isSearchModel);
const without = root === undefined ? 'AFTERIMAGE_MODELS is not set' : `no search model in ${root}`;

function isSearchModel(model: InstalledModel): model is SearchModel {
  return isEncoder(model.manifest) && model.state === 'installed';
}

const folder = await temporaryFolder();
const replicas: SearchModel[] = [];
for (const replica of [
  createClipReplica(),
  createMultilingualClipReplica(),
  createSiglipReplica({ generation: 1 }),
  createSiglipReplica(),
]) {
  const model = await loadInstalledModel(await installReplica(folder.path, replica));
  if (isSearchModel(model)) replicas.push(model);
}
afterAll(() => folder[Symbol.asyncDispose]());

const cosine = (left: Float32Array, right: Float32Array): number =>
  left.reduce((sum, value, at) => sum + value * right[at]!, 0);

function opened(model: SearchModel): () => EncoderRuntime {
  const pool = createSessionPool({ threads: 2 });
  let encoder: EncoderRuntime | null = null;
  beforeAll(async () => {
    encoder = await openEncoder(model, pool, 'cpu');
  });
  afterAll(() => pool[Symbol.asyncDispose]());
  return () => encoder!;
}

const texts = async (encoder: EncoderRuntime, ...words: string[]): Promise<Float32Array[]> => {
  const all = await encoder.embedTexts(words);
  return words.map((_, row) => all.slice(row * encoder.dim, (row + 1) * encoder.dim));
};

describe.each([...replicas, ...real])('$manifest.id', (model) => {
  const encoder = opened(model);
  const { image, text } = model.manifest.encoder;

  it('gives unit vectors of its dimension that do not depend on the batch', async () => {
    const { size } = image.preprocessing;
    const pictures = [flatPicture(size, [210, 30, 40]), flatPicture(size, [40, 190, 60]), flatPicture(size, [9, 9, 9])];
    const together = await encoder().embedImages(Buffer.concat(pictures), 3);
    const alone = await encoder().embedImages(pictures[1]!, 1);
    expect(together).toHaveLength(3 * model.manifest.encoder.dim);
    expect(Math.hypot(...alone)).toBeCloseTo(1, 5);
    expect(cosine(alone, together.slice(alone.length, 2 * alone.length))).toBeCloseTo(1, 3);
    const long = 'a photo of a car of the car of a red car';
    const [, short] = await texts(encoder(), long, 'a red car');
    expect(cosine(short!, (await texts(encoder(), 'a red car'))[0]!)).toBeCloseTo(1, 3);
  });

  it.skipIf(!text.preprocessing.lowercase)('reads capitals as small letters', async () => {
    const [small, capital] = await texts(encoder(), 'a photo of a red car', 'A PHOTO of a RED Car');
    expect(cosine(small!, capital!)).toBeCloseTo(1, 4);
  });

  it('takes a text of any length, and none', async () => {
    const [empty, endless] = await texts(encoder(), '', 'a photo of the car '.repeat(200));
    for (const vector of [empty!, endless!]) expect(Math.hypot(...vector)).toBeCloseTo(1, 4);
  });

  it('finds plain pictures by their colours', async () => {
    const colours = { red: [220, 30, 30], green: [30, 160, 50], blue: [30, 60, 220] } as const;
    const pictures = Object.values(colours).map((colour) => flatPicture(image.preprocessing.size, colour));
    const photos = await encoder().embedImages(Buffer.concat(pictures), pictures.length);
    const words = await texts(encoder(), ...Object.keys(colours).map((name) => `a photo of the colour ${name}`));
    const best = words.map((word) => {
      const scores = pictures.map((_, row) => cosine(word, photos.slice(row * word.length, (row + 1) * word.length)));
      return scores.indexOf(Math.max(...scores));
    });
    expect(best).toEqual([0, 1, 2]);
  });
});

describe.skipIf(real.length === 0)(`real models (${real.length === 0 ? `skipped: ${without}` : root})`, () => {
  const clip = real.find(({ manifest }) => manifest.id === 'clip/clip-vit-base-patch32');
  it.skipIf(clip === undefined)('CLIP has the ids that its card names', async () => {
    const { preprocessing } = clip!.manifest.encoder.text;
    const json = JSON.parse((await readVerifiedFile(clip!, preprocessing.tokenizer)).toString()) as object;
    expect(createTextTokeniser(json, preprocessing)('a photo of a dog')).toEqual([
      49406, 320, 1125, 539, 320, 1929, 49407,
    ]);
  });

  it.each(real.filter(({ manifest }) => manifest.family === 'siglip'))(
    '$manifest.id is ruined by a wrong pad',
    async (model) => {
      const { encoder } = model.manifest;
      const { padId } = encoder.text.preprocessing;
      const preprocessing = { ...encoder.text.preprocessing, padId: padId === 0 ? 1 : 0 };
      const manifest = { ...model.manifest, encoder: { ...encoder, text: { ...encoder.text, preprocessing } } };
      await using pool = createSessionPool({ threads: 2 });
      const right = await (await openEncoder(model, pool, 'cpu')).embedTexts(['a photo of a dog']);
      const wrong = await (await openEncoder({ ...model, manifest }, pool, 'cpu')).embedTexts(['a photo of a dog']);
      expect(cosine(right, wrong)).toBeLessThan(0.9);
    },
  );

  it.skipIf(testPhotos === null).each(real)(`$manifest.id finds captioned photos (${noTestPhotos})`, async (model) => {
    await using pool = createSessionPool({ threads: 2 });
    const encoder = await openEncoder(model, pool, 'cpu');
    const captioned = join(testPhotos!, 'captioned');
    const captions = JSON.parse(await readFile(join(captioned, 'captions.json'), 'utf8')) as {
      file: string;
      captions: string[];
    }[];
    expect((await readdir(captioned)).length).toBeGreaterThan(captions.length);
    const media = createMediaHandlers();
    const photos: Float32Array[] = [];
    for (const { file } of captions) {
      const input = { path: join(captioned, file), pixels: model.manifest.encoder.image.preprocessing };
      const context = { signal: new AbortController().signal, connection: 'test' };
      const { pixels } = await media.readPixels({ ...input, limits: { megapixels: 300, megabytes: 100 } }, context);
      photos.push(await encoder.embedImages(pixels, 1));
    }
    const words = await texts(encoder, ...captions.map((each) => each.captions[0]!));
    const ranks = words.map((word, own) => {
      const score = cosine(word, photos[own]!);
      return photos.filter((photo) => cosine(word, photo) > score).length;
    });
    expect(ranks.filter((rank) => rank < 10).length / ranks.length).toBeGreaterThan(0.8);
  });
});
