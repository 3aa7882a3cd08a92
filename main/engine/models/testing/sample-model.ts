import { ModelManifest } from '../../../../models/manifest.ts';
import type { Replica } from '../../../../models/testing/replica.ts';
import { randomBytes } from '../../../network/testing/seeded-random.ts';

export interface SampleOptions {
  readonly name?: string;
  /** Bytes of its image tower; its text tower has half of them. */
  readonly bytes?: number;
}

/** A search model whose files are noise: for tests of what becomes of files, not of what they compute. */
export function sampleModel({ name = 'sample', bytes = 120_000 }: SampleOptions = {}): Replica {
  const preprocessing = {
    image: { size: 32, resize: 'squash', interpolation: 'bilinear', mean: [0.5, 0.5, 0.5], std: [0.5, 0.5, 0.5] },
    text: { tokenizer: 'tokenizer.json', maxTokens: 8, padTo: 'maximum', padId: 0, lowercase: true, prompt: '{}' },
  };
  const files = new Map<string, Uint8Array>([
    ['onnx/vision_model.onnx', randomBytes(bytes, 1)],
    ['onnx/text_model.onnx', randomBytes(Math.ceil(bytes / 2), 2)],
    ['onnx/vision_model_fp16.onnx', randomBytes(Math.ceil(bytes / 2), 3)],
    ['tokenizer.json', new TextEncoder().encode(`{"model":"${'x'.repeat(3000)}"}`)],
    ['config.json', new TextEncoder().encode('{"model_type":"siglip"}')],
    ['README.md', new TextEncoder().encode('# Sample\n')],
  ]);
  const variant = (name: string, vision: string, approxBytes: number) => ({
    name,
    devices: name === 'default' ? ['cpu'] : ['webgpu'],
    dtypes: {},
    files: [{ path: vision }, { path: 'onnx/text_model.onnx' }],
    approxBytes,
    approxMemoryMB: 10,
  });
  const manifest = ModelManifest.parse({
    id: `siglip/${name}`,
    revision: '1',
    family: 'siglip',
    title: `Sample ${name}`,
    tasks: ['search'],
    source: { kind: 'folder' },
    commonFiles: [{ path: 'config.json' }, { path: 'tokenizer.json' }, { path: 'generation.json', optional: true }],
    variants: [
      variant('default', 'onnx/vision_model.onnx', bytes * 1.5),
      variant('half', 'onnx/vision_model_fp16.onnx', bytes),
    ],
    card: 'README.md',
    languages: ['en'],
    goodAt: ['Being a sample'],
    limits: ['It computes nothing.'],
    licence: { spdx: 'Apache-2.0', notice: null, file: null },
    encoder: {
      dim: 4,
      image: { network: 'vision_model', output: 'pooler_output', preprocessing: preprocessing.image },
      text: { network: 'text_model', output: 'pooler_output', preprocessing: preprocessing.text },
      calibration: { a: 1, b: 0, source: 'none' },
    },
  });
  return { manifest, files };
}
