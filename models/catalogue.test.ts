import { describe, expect, it } from 'vitest';
import { cosineOf } from './calibration.ts';
import { catalogue } from './catalogue.ts';
import { isEncoder, networkFileName, type EncoderManifest } from './manifest.ts';

const searchModels = catalogue.filter(isEncoder);

const find = (id: string): EncoderManifest => searchModels.find((manifest) => manifest.id === id)!;

describe('the catalogue', () => {
  it('names each model once', () => {
    expect(new Set(catalogue.map(({ id }) => id)).size).toBe(catalogue.length);
  });

  it.each(searchModels)('$id has both towers in each variant, and the tokenizer', (manifest) => {
    const { image, text } = manifest.encoder;
    const common = manifest.commonFiles.map(({ path }) => path);
    expect(common).toContain(text.preprocessing.tokenizer);
    for (const { dtypes, files } of manifest.variants)
      for (const network of [image.network, text.network])
        expect(files.map(({ path }) => path)).toContain(`onnx/${networkFileName(network, dtypes[network]!)}`);
  });

  it.each(searchModels)('$id leaves room for words between what stands around them', (manifest) => {
    const { before, after, maxTokens } = manifest.encoder.text.preprocessing;
    expect(before.length + after.length).toBeLessThan(maxTokens);
  });
});

describe('what the model cards say', () => {
  it('CLIP: begin 49406, end 49407, 77 ids, the middle square, bicubic', () => {
    const { encoder } = find('clip/clip-vit-base-patch32');
    expect(encoder.text.preprocessing).toMatchObject({ before: [49406], after: [49407], maxTokens: 77 });
    expect(encoder.image.preprocessing).toMatchObject({ size: 224, resize: 'crop', interpolation: 'bicubic' });
  });

  it('SigLIP 2: lower case, end 1, padded to 64 with 0, squashed, even odds at a cosine of 0.149', () => {
    const { encoder, source } = find('siglip/siglip2-base-patch16-224');
    expect(source).toMatchObject({ commit: 'ba1f3b0843f24bc5417d38e19c37b287d719b2f4' });
    expect(encoder.text.preprocessing).toMatchObject({ after: [1], padId: 0, padTo: 'maximum', maxTokens: 64 });
    expect(encoder.text.preprocessing.lowercase).toBe(true);
    expect(encoder.image.preprocessing).toMatchObject({ size: 224, resize: 'squash', mean: [0.5, 0.5, 0.5] });
    expect(cosineOf(encoder.calibration, 0.5)).toBeCloseTo(0.149, 3);
    expect(cosineOf(encoder.calibration, 0.01)).toBeCloseTo(0.108, 3);
  });

  it('SigLIP 1 pads with 1', () => {
    expect(find('siglip/siglip-base-patch16-224').encoder.text.preprocessing).toMatchObject({ padId: 1, after: [1] });
  });
});
