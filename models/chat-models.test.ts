import { describe, expect, it } from 'vitest';
import { catalogue } from './catalogue.ts';
import { isChat, networkFileName, type ChatManifest } from './manifest.ts';

/** Networks that the library loads for a family. */
const networks: Record<ChatManifest['family'], readonly string[]> = {
  florence2: ['embed_tokens', 'vision_encoder', 'encoder_model', 'decoder_model_merged'],
  smolvlm: ['embed_tokens', 'vision_encoder', 'decoder_model_merged'],
  'llava-onevision': ['embed_tokens', 'vision_encoder', 'decoder_model_merged'],
  'qwen-vl': ['embed_tokens', 'vision_encoder', 'decoder_model_merged'],
  gemma: ['embed_tokens', 'vision_encoder', 'audio_encoder', 'decoder_model_merged'],
};

describe.each(catalogue.filter(isChat).map((manifest) => [manifest.id, manifest] as const))('%s', (_, manifest) => {
  it.each(manifest.variants.map((variant) => [variant.name, variant] as const))(
    'has a file for each network of its choice %s, of the kind of weights that it says',
    (_, { dtypes, files }) => {
      const expected = networks[manifest.family].map((name) => `onnx/${networkFileName(name, dtypes[name]!)}`);
      const needed = files.map(({ path }) => path).filter((path) => path.endsWith('.onnx'));
      expect(needed.sort()).toEqual(expected.sort());
      const data = files.filter(({ path }) => !path.endsWith('.onnx'));
      expect(data.every(({ path }) => expected.includes(path.replace(/_data(_\d+)?$/, '')))).toBe(true);
    },
  );

  it('runs on a processor, with a decoder whose activations are 32-bit there', () => {
    const variant = manifest.variants.find(({ devices }) => devices.includes('cpu'));
    expect(['q4', 'q8', 'fp32']).toContain(variant?.dtypes['decoder_model_merged']);
  });

  it('has room for the photos of a question, each at its smallest, and an answer', () => {
    const { image, maxPhotos, contextTokens } = manifest.chat;
    const least =
      image.kind === 'tiles'
        ? image.tokensPerTile
        : image.kind === 'patches'
          ? image.minPixels / image.pixelsPerToken ** 2
          : 0;
    expect(least * maxPhotos).toBeLessThan(contextTokens - 64);
  });
});
