import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Tensor } from 'onnxruntime-node';
import type { DeviceId } from '../../app/contract/devices.ts';
import { AppError } from '../../app/contract/errors.ts';
import type { StarterConfig } from '../../models/starter/config.ts';
import { createStarterTokenizer, type StarterTokenizer } from '../../models/starter/tokenizer.ts';
import type { InstalledModel } from './installed-models.ts';
import type { SessionLease, SessionPool, Tensors } from './session-pool.ts';

export interface ImageFeatures {
  /** [count, dim], L2-normalised. */
  readonly embeddings: Float32Array;
  /** [count, tokens, token_dim]. */
  readonly tokens: Float32Array;
}

/** The starter's three networks as functions of plain arrays. */
export interface StarterRuntime {
  readonly model: InstalledModel;
  readonly config: StarterConfig;
  readonly tokenizer: StarterTokenizer;
  /** @param pixels [count, size, size, 3] uint8. */
  encodeImages(pixels: Uint8Array, count: number): Promise<ImageFeatures>;
  /** [texts.length, dim], L2-normalised. */
  encodeTexts(texts: readonly string[]): Promise<Float32Array>;
  /** @param tokens [tokens, token_dim] of one photo, or null for none. @returns [rows.length, vocabulary]. */
  nextLogits(rows: readonly (readonly number[])[], tokens: Float32Array | null): Promise<Float32Array>;
  /** Loads networks ahead of their first use. */
  warm(networks: readonly ('image' | 'text' | 'decoder')[]): Promise<void>;
}

/** Rejects `model_missing` or `model_corrupt` where the model is not installed. */
export async function openStarterRuntime(
  model: InstalledModel,
  pool: SessionPool,
  device: DeviceId,
): Promise<StarterRuntime> {
  const { config } = model;
  if (config === null) {
    const code = model.state === 'corrupt' ? 'model_corrupt' : 'model_missing';
    throw new AppError(code, `${model.manifest.title} is not usable: ${model.problem} Reinstall Afterimage.`);
  }
  const json = JSON.parse(await readFile(join(model.directory, config.text.tokenizer), 'utf8')) as object;
  const tokenizer = createStarterTokenizer(json, config);
  const acquire = (network: 'image' | 'text' | 'decoder'): Promise<SessionLease> =>
    pool.acquire(model, config[network].file, device);
  const run = async (network: 'image' | 'text' | 'decoder', inputs: Tensors): Promise<Tensors> => {
    using session = await acquire(network);
    return session.run(inputs);
  };
  return {
    model,
    config,
    tokenizer,
    async encodeImages(pixels, count) {
      const { size } = config.image;
      if (pixels.length !== count * size * size * 3) {
        const message = `Expected ${count} x ${size} x ${size} x 3 bytes of pixels but received ${pixels.length}.`;
        throw new AppError('invalid_input', message);
      }
      const outputs = await run('image', { pixels: new Tensor('uint8', pixels, [count, size, size, 3]) });
      return { embeddings: floats(outputs, 'embedding'), tokens: floats(outputs, 'tokens') };
    },
    async encodeTexts(texts) {
      const outputs = await run('text', textInputs(texts.map(tokenizer.encodeText), config.text.pad_id));
      return floats(outputs, 'embedding');
    },
    async nextLogits(rows, tokens) {
      return floats(await run('decoder', decoderInputs(rows, tokens, config)), 'logits');
    },
    async warm(networks) {
      for (const network of networks) (await acquire(network))[Symbol.dispose]();
    },
  };
}

function floats(outputs: Tensors, name: string): Float32Array {
  const data = outputs[name]?.data;
  if (!(data instanceof Float32Array)) throw new AppError('model_incompatible', `Expected float32 output ${name}.`);
  return data;
}

const int64 = (values: readonly number[], dims: readonly number[]): Tensor =>
  new Tensor('int64', BigInt64Array.from(values, BigInt), dims);

/** Rows padded on the right to the longest. */
function textInputs(rows: readonly (readonly number[])[], padId: number): Tensors {
  const length = Math.max(...rows.map((row) => row.length));
  const dims = [rows.length, length];
  const at = (pick: (row: readonly number[], index: number) => number): number[] =>
    rows.flatMap((row) => Array.from({ length }, (_, index) => pick(row, index)));
  return {
    input_ids: int64(
      at((row, index) => row[index] ?? padId),
      dims,
    ),
    attention_mask: int64(
      at((row, index) => (index < row.length ? 1 : 0)),
      dims,
    ),
  };
}

function decoderInputs(
  rows: readonly (readonly number[])[],
  tokens: Float32Array | null,
  { image }: StarterConfig,
): Tensors {
  const count = rows.length;
  const perPhoto = image.tokens * image.token_dim;
  const repeated = new Float32Array(count * perPhoto);
  if (tokens !== null) for (let row = 0; row < count; row += 1) repeated.set(tokens, row * perPhoto);
  const mask = Array<number>(count * image.tokens).fill(tokens === null ? 0 : 1);
  return {
    input_ids: int64(rows.flat(), [count, rows[0]!.length]),
    tokens: new Tensor('float32', repeated, [count, image.tokens, image.token_dim]),
    tokens_mask: int64(mask, [count, image.tokens]),
  };
}
