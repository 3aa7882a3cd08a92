import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createClipReplica, createMultilingualClipReplica } from '../../../models/clip/testing/replica.ts';
import type { EncoderManifest } from '../../../models/manifest.ts';
import { createSiglipReplica } from '../../../models/siglip/testing/replica.ts';
import { float32, int64, OnnxGraph } from '../../../models/testing/onnx-graph.ts';
import type { SearchReplica } from '../../../models/testing/search-replica.ts';
import { imageTower, replicaDim, textTower } from '../../../models/testing/two-towers.ts';
import { installReplica } from '../../testing/install-replica.ts';
import { temporaryFolder } from '../../testing/temporary-folder.ts';
import { loadInstalledModel } from '../installed-models.ts';
import { createSessionPool, type SessionLease, type SessionPool } from '../session-pool.ts';
import { openEncoder } from './open-encoder.ts';
import { farthest, oddPicture, photoVector } from './testing/known-vectors.ts';
import { openReplica } from './testing/open-replica.ts';

const size = 32;
const picture = oddPicture(size);
const clip = createClipReplica();
const siglip = createSiglipReplica();

const withEncoder = (replica: SearchReplica, change: Partial<EncoderManifest['encoder']>): SearchReplica => ({
  ...replica,
  manifest: { ...replica.manifest, encoder: { ...replica.manifest.encoder, ...change } },
});

const withFile = (replica: SearchReplica, path: string, bytes: Uint8Array): SearchReplica => ({
  ...replica,
  files: new Map([...replica.files, [path, bytes]]),
});

/** An image tower that multiplies the first pixel by `factor`, with whatever other inputs. */
function strangeTower({ factor = 1, inputs = [] }: { factor?: number; inputs?: readonly string[] }): Uint8Array {
  const graph = new OnnxGraph();
  graph.input('pixel_values', 'float32', ['batch', 3, size, size]);
  for (const input of inputs) graph.input(input, 'int64', ['batch', 'length']);
  const flat = graph.node('Reshape', ['pixel_values', graph.constant(int64([2], [0, -1]))]);
  const first = graph.node('Slice', [flat, ...[0, replicaDim, 1].map((at) => graph.constant(int64([1], [at])))]);
  graph.node('Mul', [first, graph.constant(float32([1], [factor]))], {}, 'image_embeds');
  graph.output('image_embeds', 'float32', ['batch', replicaDim]);
  return graph.toModel();
}

async function failure(replica: SearchReplica, tower: 'image' | 'text'): Promise<unknown> {
  await using encoder = await openReplica(replica);
  const call = tower === 'image' ? encoder.embedImages(picture, 1) : encoder.embedTexts(['red']);
  return call.then(
    () => null,
    (error: unknown) => error,
  );
}

describe('what does not match its manifest is refused by name', () => {
  it.each<[string, SearchReplica, 'image' | 'text', string]>([
    [
      'another dimension',
      withEncoder(clip, { dim: 512 }),
      'image',
      'float32 or float16[?, 512] for the output image_embeds of onnx/vision_model.onnx but found float32[batch_size, 16]',
    ],
    [
      'an absent output',
      withEncoder(siglip, { text: { ...siglip.manifest.encoder.text, output: 'text_embeds' } }),
      'text',
      'text_embeds of onnx/text_model.onnx but found only pooler_output',
    ],
    [
      'an absent input',
      withEncoder(clip, { image: { ...clip.manifest.encoder.image, input: 'image' } }),
      'image',
      'the input image of onnx/vision_model.onnx but found only pixel_values',
    ],
    [
      'another size',
      withEncoder(withFile(clip, 'onnx/vision_model.onnx', strangeTower({})), {
        image: {
          ...clip.manifest.encoder.image,
          preprocessing: { ...clip.manifest.encoder.image.preprocessing, size: 16 },
        },
      }),
      'image',
      '[?, 3, 16, 16] for the input pixel_values',
    ],
    [
      'a model with both towers in one file',
      withFile(clip, 'onnx/vision_model.onnx', strangeTower({ inputs: ['input_ids'] })),
      'image',
      'found input_ids: int64[batch, length]',
    ],
    [
      'a network that is not there',
      withEncoder(clip, { image: { ...clip.manifest.encoder.image, network: 'image_model' } }),
      'image',
      'Expected image_model.onnx among the files',
    ],
  ])('%s', async (_, replica, tower, message) => {
    const at = withEncoder(replica, { image: { ...replica.manifest.encoder.image } });
    const pixels = at.manifest.encoder.image.preprocessing.size ** 2 * 3;
    const call = openReplica(at).then(async (encoder) => {
      await using opened = encoder;
      return tower === 'image' ? await opened.embedImages(new Uint8Array(pixels), 1) : await opened.embedTexts(['red']);
    });
    await expect(call).rejects.toMatchObject({ code: 'model_incompatible', message: expect.stringContaining(message) });
  });

  it('a vector without a direction: NaN, or nothing but zeros', async () => {
    for (const factor of [NaN, 0])
      expect(await failure(withFile(clip, 'onnx/vision_model.onnx', strangeTower({ factor })), 'image')).toMatchObject({
        code: 'inference_failed',
      });
  });

  it('pixels of another length', async () => {
    await using encoder = await openReplica(clip);
    await expect(encoder.embedImages(picture, 2)).rejects.toMatchObject({
      code: 'invalid_input',
      message: expect.stringContaining('2 x 32 x 32 x 3'),
    });
  });
});

describe('networks of other kinds', () => {
  it('takes and gives half precision, and 32-bit ids', async () => {
    await using half = await openReplica(createSiglipReplica({ dtype: 'fp16', ids: 'int32' }));
    await using full = await openReplica(siglip);
    expect(farthest(await half.embedImages(picture, 1), photoVector(picture, size))).toBeLessThan(2e-3);
    expect(farthest(await half.embedTexts(['a red car']), await full.embedTexts(['a red car']))).toBeLessThan(1e-6);
  });

  it('fills the batch of a network that takes only one number of photos', async () => {
    const { mean, std } = clip.manifest.encoder.image.preprocessing;
    const fixed = imageTower({ size, mean, std, output: 'image_embeds', batch: 4 });
    await using encoder = await openReplica(withFile(clip, 'onnx/vision_model.onnx', fixed));
    const photos = Array.from({ length: 6 }, (_, index) => picture.map((value) => (value + index * 31) % 256));
    const vectors = await encoder.embedImages(Buffer.concat(photos), 6);
    for (const [index, photo] of photos.entries())
      expect(
        farthest(vectors.subarray(index * replicaDim, (index + 1) * replicaDim), photoVector(photo, size)),
      ).toBeLessThan(1e-4);
  });

  it('fills batch and length of a text tower that takes only one size, with a mask and segments', async () => {
    const multilingual = createMultilingualClipReplica();
    const { maxTokens, padId } = multilingual.manifest.encoder.text.preprocessing;
    const facts = {
      output: 'text_embeds',
      maxTokens,
      vocabularySize: 200,
      hues: [],
      padId,
      ids: 'int64',
      mask: true,
    } as const;
    const open = (tower: Uint8Array) => openReplica(withFile(multilingual, 'onnx/text_model.onnx', tower));
    await using free = await open(textTower(facts));
    await using fixed = await open(textTower({ ...facts, fixed: [4, maxTokens], segments: true }));
    const texts = ['a red car', 'a photo', 'of the car', 'photo', 'a blue photo of a car'];
    expect(farthest(await fixed.embedTexts(texts), await free.embedTexts(texts))).toBeLessThan(1e-5);
  });

  it('has runs of one shape on a GPU, and of one photo or text', async () => {
    await using folder = await temporaryFolder();
    const model = await loadInstalledModel(await installReplica(folder.path, clip));
    await using pool = createSessionPool({ threads: 1 });
    const shapes: string[] = [];
    // Stands in for the GPU: computes on the CPU and notes what it is given.
    const gpu: SessionPool = {
      ...pool,
      async acquire(...[which, file]) {
        const lease = await pool.acquire(which, file, 'cpu');
        const run: SessionLease['run'] = (inputs, outputs) => {
          shapes.push(...Object.values(inputs).map(({ dims }) => dims.join('x')));
          return lease.run(inputs, outputs);
        };
        return { ...lease, run };
      },
    };
    const encoder = await openEncoder(model, gpu, 'webgpu');
    const photos = Array.from({ length: 19 }, (_, index) => picture.map((value) => (value + index * 31) % 256));
    const vectors = await encoder.embedImages(Buffer.concat(photos), 19);
    expect(farthest(vectors.subarray(18 * replicaDim), photoVector(photos[18]!, size))).toBeLessThan(1e-4);
    await encoder.embedImages(picture, 1);
    await encoder.embedTexts(['red', 'blue']);
    await encoder.embedTexts(['a green photo']);
    expect(shapes).toEqual(['16x3x32x32', '16x3x32x32', '1x3x32x32', '16x77', '1x77']);
  });

  it('checks external data beside a network before it is loaded', async () => {
    await using folder = await temporaryFolder();
    const replica = withFile(clip, 'onnx/vision_model.onnx_data', Uint8Array.of(1, 2, 3));
    const directory = await installReplica(folder.path, replica);
    const model = await loadInstalledModel(directory);
    await using pool = createSessionPool({ threads: 1 });
    const encoder = await openEncoder(model, pool, 'cpu');
    await writeFile(join(directory, 'onnx/vision_model.onnx_data'), Uint8Array.of(1, 2, 4));
    await expect(encoder.embedImages(picture, 1)).rejects.toMatchObject({
      code: 'model_corrupt',
      details: { file: 'onnx/vision_model.onnx_data' },
    });
    await writeFile(join(directory, 'onnx/vision_model.onnx_data'), Uint8Array.of(1, 2, 3));
    expect(farthest(await encoder.embedImages(picture, 1), photoVector(picture, size))).toBeLessThan(1e-4);
  });
});
