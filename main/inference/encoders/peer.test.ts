/** @file The same photo, the same words and the same files through transformers' own code: a second opinion on ours. */
import { AutoTokenizer, env, pipeline } from '@huggingface/transformers';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { beforeAll, describe, expect, it } from 'vitest';
import { createClipReplica, createMultilingualClipReplica } from '../../../models/clip/testing/replica.ts';
import { createTextTokeniser } from '../../../models/encoders/tokenise-text.ts';
import { createSiglipReplica } from '../../../models/siglip/testing/replica.ts';
import { createMediaHandlers } from '../../media/create-media-handlers.ts';
import { installReplica } from '../../testing/install-replica.ts';
import { temporaryFolder } from '../../testing/temporary-folder.ts';
import { openReplica } from './testing/open-replica.ts';

beforeAll(() => {
  env.allowRemoteModels = false;
});

const replicas = [
  createClipReplica(),
  createMultilingualClipReplica(),
  createSiglipReplica({ generation: 1 }),
  createSiglipReplica(),
];

/** A photo of 120 x 80 pixels whose parts differ. */
const drawn = () =>
  sharp({ create: { width: 120, height: 80, channels: 3, background: '#c03020' } }).composite([
    { input: { create: { width: 50, height: 30, channels: 3, background: '#2040d0' } }, left: 60, top: 40 },
    { input: { create: { width: 30, height: 60, channels: 3, background: '#30b050' } }, left: 5, top: 10 },
  ]);

describe.each(replicas)('transformers on $manifest.id', (replica) => {
  const { encoder } = replica.manifest;

  it('sees a photo as we do', async () => {
    await using folder = await temporaryFolder();
    const directory = await installReplica(folder.path, replica);
    const path = join(folder.path, 'drawn.png');
    await writeFile(path, await drawn().png().toBuffer());
    const extractor = await pipeline('image-feature-extraction', directory, { dtype: 'fp32', device: 'cpu' });
    // Of SigLIP the pipeline gives the hidden state unless it is asked for the pooled one.
    const { data } = await extractor(path, { pool: encoder.image.output === 'pooler_output' });
    const theirs = Float32Array.from(data as Float32Array);
    const { pixels } = await createMediaHandlers().readPixels(
      { path, pixels: encoder.image.preprocessing, limits: { megapixels: 10, megabytes: 10 } },
      { signal: new AbortController().signal, connection: 'test' },
    );
    await using own = await openReplica(replica);
    const ours = await own.embedImages(pixels, 1);
    const norm = Math.hypot(...theirs);
    const cosine = ours.reduce((sum, value, at) => sum + (value * theirs[at]!) / norm, 0);
    expect(cosine).toBeGreaterThan(0.999);
  });

  it('reads words as we do', async () => {
    await using folder = await temporaryFolder();
    const directory = await installReplica(folder.path, replica);
    const theirs = await AutoTokenizer.from_pretrained(directory);
    const text = encoder.text.preprocessing;
    const json = JSON.parse(new TextDecoder().decode(replica.files.get('tokenizer.json'))) as object;
    const ours = createTextTokeniser(json, text);
    // Where the manifest lower-cases, transformers leaves it to its callers.
    for (const sentence of ['a photo of the red car', 'two blue-green things, 42 of them!', 'grün', 'ça va?'])
      expect(ours(sentence)).toEqual(theirs.encode(sentence, { add_special_tokens: true }));
  });
});
