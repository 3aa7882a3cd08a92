import { cp, mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createNodeSpawner } from '../platform/node-spawner.ts';
import { silentLogger as logger } from '../platform/testing/silent-logger.ts';
import { openInference, type Inference } from './client.ts';
import { loadInstalledModel, type InstalledModel } from './installed-models.ts';

const starterDirectory = fileURLToPath(new URL('../../models/starter', import.meta.url));
const spawn = createNodeSpawner({
  entryPath: () => fileURLToPath(new URL('../../app/entry/inference-process.ts', import.meta.url)),
  logger,
});
const threads = (): number => 1;
const modelId = 'starter/starter-0';
const size = 128;

/** A flat picture of one colour, [1, size, size, 3]. */
const flat = (red: number, green: number, blue: number): Uint8Array => {
  const pixels = new Uint8Array(size * size * 3);
  for (let at = 0; at < pixels.length; at += 3) pixels.set([red, green, blue], at);
  return pixels;
};

const dot = (left: Float32Array, right: Float32Array): number =>
  left.reduce((sum, value, index) => sum + value * right[index]!, 0);

describe('inference on the starter', () => {
  let inference: Inference;
  let model: InstalledModel;

  beforeAll(async () => {
    model = await loadInstalledModel(starterDirectory);
    inference = openInference({ spawn, logger, modelDirectories: [model.directory], modelsRoot: null, threads });
  });
  afterAll(() => inference[Symbol.asyncDispose]());

  const ask = async (photo: { key: string; pixels: Uint8Array | null } | null, question: string | null) => {
    const events = [];
    const input = { modelId, task: question === null ? 'caption' : 'answer', photo, question } as const;
    const decoding = { beams: question === null ? 3 : 1, maxNewTokens: 14 };
    for await (const event of inference.lane('generate').generate({ ...input, decoding })) events.push(event);
    return events;
  };

  it('embeds photos to unit vectors that do not depend on the batch', async () => {
    const lane = inference.lane('index');
    const [blue, green] = [flat(40, 90, 220), flat(30, 160, 40)];
    const both = new Uint8Array([...blue, ...green]);
    const batch = await lane.embedImages({ modelId, count: 2, pixels: both });
    const alone = await lane.embedImages({ modelId, count: 1, pixels: green });
    expect(batch.dim).toBe(256);
    expect(dot(alone.vectors, alone.vectors)).toBeCloseTo(1, 4);
    expect(dot(batch.vectors.subarray(256), alone.vectors)).toBeCloseTo(1, 4);
  });

  it('embeds texts alike whatever they are padded with', async () => {
    const lane = inference.lane('interactive');
    const long = 'a photo of a group of people sitting around a table in a garden';
    const batch = await lane.embedTexts({ modelId, texts: ['a dog', long, 'a puppy'] });
    const alone = await lane.embedTexts({ modelId, texts: ['a dog'] });
    const row = (index: number): Float32Array => batch.vectors.subarray(index * 256, (index + 1) * 256);
    expect(dot(row(0), alone.vectors)).toBeCloseTo(1, 3);
    expect(dot(row(0), row(2))).toBeGreaterThan(dot(row(0), row(1)));
  });

  it('refuses pixels of the wrong length by name', async () => {
    const call = inference.lane('index').embedImages({ modelId, count: 2, pixels: flat(0, 0, 0) });
    await expect(call).rejects.toMatchObject({ code: 'invalid_input', message: expect.stringContaining('2 x 128') });
  });

  it('streams whole words that add up to the answer, and keeps the image tokens', async () => {
    const events = await ask({ key: 'blue', pixels: flat(40, 90, 220) }, 'where is the man?');
    const finished = events.at(-1)!;
    const text = events.map((event) => (event.type === 'token' ? event.text : '')).join('');
    expect(finished).toMatchObject({ type: 'finished', text, cachedImage: false });
    expect(events.length).toBeGreaterThan(2);
    const cached = await inference.lane('generate').cachedPhotos({ modelId, keys: ['blue', 'red'] });
    expect(cached).toEqual({ cached: [true, false] });
    expect((await ask({ key: 'blue', pixels: null }, 'is there a dog?')).at(-1)).toMatchObject({ cachedImage: true });
  });

  it('asks for the pixels again where its cache lost the photo', async () => {
    await expect(ask({ key: 'never seen', pixels: null }, 'what is it?')).rejects.toMatchObject({ code: 'not_found' });
  });

  it('says that it needs a photo where there is none', async () => {
    const events = await ask(null, 'what color is the car?');
    expect(events.at(-1)).toMatchObject({ text: model.config!.decoder.no_photo_answer });
  });

  it('stops between two tokens', async () => {
    const controller = new AbortController();
    const decoding = { beams: 1, maxNewTokens: 24 };
    const input = {
      modelId,
      task: 'caption',
      photo: { key: 'g', pixels: flat(0, 99, 0) },
      question: null,
      decoding,
    } as const;
    const read = async (): Promise<void> => {
      for await (const _ of inference.lane('generate').generate(input, { signal: controller.signal }))
        controller.abort();
    };
    await expect(read()).rejects.toMatchObject({ code: 'cancelled' });
    await expect(ask(null, 'still there?')).resolves.not.toHaveLength(0);
  });

  it('recovers from a killed process', async () => {
    const lane = inference.lane('index');
    await lane.warm({ modelId });
    inference.restart('index');
    await expect(lane.embedImages({ modelId, count: 1, pixels: flat(1, 2, 3) })).resolves.toMatchObject({ dim: 256 });
  });

  it('names a model that is not there', async () => {
    await expect(inference.lane('index').warm({ modelId: 'starter/none' })).rejects.toMatchObject({
      code: 'model_missing',
    });
  });
});

describe('damaged model files', () => {
  let directory: string;
  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'afterimage-model-'));
    await cp(starterDirectory, directory, { recursive: true });
  });
  afterAll(() => rm(directory, { recursive: true }));

  it('are never loaded: a flipped byte is found by its hash, and named', async () => {
    await writeFile(
      join(directory, 'text_encoder.onnx'),
      Buffer.alloc((await stat(join(directory, 'text_encoder.onnx'))).size),
    );
    const model = await loadInstalledModel(directory);
    await using inference = openInference({
      spawn,
      logger,
      modelDirectories: [model.directory],
      modelsRoot: null,
      threads,
    });
    const call = inference.lane('interactive').embedTexts({ modelId, texts: ['a dog'] });
    await expect(call).rejects.toMatchObject({ code: 'model_corrupt', details: { file: 'text_encoder.onnx' } });
  });

  it('are told apart: wrong size is corrupt, no file is absent', async () => {
    await writeFile(join(directory, 'decoder.onnx'), 'short');
    await expect(loadInstalledModel(directory)).resolves.toMatchObject({ state: 'corrupt', config: null });
    await rm(join(directory, 'decoder.onnx'));
    await rm(join(directory, 'text_encoder.onnx'));
    await expect(loadInstalledModel(directory)).resolves.toMatchObject({ state: 'absent' });
  });
});
