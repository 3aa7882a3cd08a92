import { open, readFile, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { AppError } from '../../../app/contract/errors.ts';
import { ModelId } from '../../../app/contract/ids.ts';
import { detectEncoder, detectionFiles, type RepositoryFile } from '../../../models/encoders/detect-encoder.ts';
import { readOnnxSignature, type SignatureTensor } from '../../../models/encoders/read-onnx-signature.ts';
import { networkFileName, type Encoder, type EncoderManifest } from '../../../models/manifest.ts';

const licenceFiles = ['LICENSE', 'LICENSE.txt', 'LICENSE.md'];

/** Names of what a tower gives, in the order of preference. */
const outputNames = {
  image: ['image_embeds', 'pooler_output', 'embedding', 'image_features', 'output'],
  text: ['text_embeds', 'pooler_output', 'embedding', 'text_features', 'output'],
} as const;

/**
 * The manifest of a pair of towers of the person's own, read from the folder's files: configuration, tokenizer and the networks'
 * own inputs and outputs. Rejects `model_incompatible`, naming what is missing or not known, and `model_corrupt`.
 */
export async function detectOwnModel(directory: string, files: readonly RepositoryFile[]): Promise<EncoderManifest> {
  const name = basename(directory);
  const licence = licenceFiles.find((path) => files.some((file) => file.path === path)) ?? null;
  const manifest = detectEncoder(
    { files, json: await readJson(directory, files) },
    {
      id: ModelId.parse(`own/${slugOf(name)}`),
      title: name,
      source: { kind: 'folder' },
      licence: { spdx: 'unknown', notice: 'You brought this model: its licence is yours to check.', file: licence },
    },
  );
  return { ...manifest, encoder: await withSignatures(manifest, directory) };
}

/** Ids are lower-case, in the form owner/name. */
const slugOf = (name: string): string =>
  name
    .toLowerCase()
    .replace(/[^a-z0-9._-]+/g, '-')
    .replace(/^[^a-z0-9]+|[^a-z0-9]+$/g, '') || 'model';

async function readJson(directory: string, files: readonly RepositoryFile[]): Promise<Map<string, unknown>> {
  const json = new Map<string, unknown>();
  for (const path of [...detectionFiles, 'tokenizer.json']) {
    if (!files.some((file) => file.path === path)) continue;
    const content = await readFile(join(directory, path), 'utf8');
    try {
      json.set(path, JSON.parse(content));
    } catch (cause) {
      throw new AppError('model_corrupt', `${path} is not JSON.`, { cause, details: { file: path } });
    }
  }
  return json;
}

/** With the names and the dimension that the networks themselves have. */
async function withSignatures({ encoder, variants }: EncoderManifest, directory: string): Promise<Encoder> {
  const { dtypes, files } = variants[0]!;
  const signatureOf = async (network: string) => {
    const weights = networkFileName(network, dtypes[network]!);
    const { path } = files.find((file) => file.path.endsWith(weights))!;
    return { path, ...(await signatureAt(directory, path)) };
  };
  const image = await signatureOf(encoder.image.network);
  const text = await signatureOf(encoder.text.network);
  const pixels = inputOf(image.path, image.inputs, ({ shape }) => shape.length === 4);
  const ids = inputOf(text.path, text.inputs, ({ name }) => /^(input_ids|text|tokens|input)$/.test(name));
  const [imageVector, textVector] = [vectorOf(image, 'image'), vectorOf(text, 'text')];
  return {
    ...encoder,
    dim: dimOf(encoder.dim, imageVector, textVector),
    image: { ...encoder.image, input: pixels.name, output: imageVector.name },
    text: { ...encoder.text, input: ids.name, output: textVector.name },
  };
}

async function signatureAt(directory: string, path: string) {
  const full = join(directory, path);
  await using file = await open(full);
  return await readOnnxSignature(path, (await stat(full)).size, async (position, length) => {
    const { buffer, bytesRead } = await file.read({ buffer: Buffer.alloc(length), position });
    return buffer.subarray(0, bytesRead);
  });
}

function inputOf(
  file: string,
  inputs: readonly SignatureTensor[],
  matches: (tensor: SignatureTensor) => boolean,
): SignatureTensor {
  const found = inputs.find(matches);
  if (found !== undefined) return found;
  const names = inputs.map(({ name }) => name).join(', ');
  throw new AppError('model_incompatible', `${file} has no input for photos or ids, only ${names}.`);
}

function vectorOf(
  { path, outputs }: { path: string; outputs: readonly SignatureTensor[] },
  tower: 'image' | 'text',
): SignatureTensor {
  const flat = outputs.filter(({ shape }) => shape.length === 2);
  const named = outputNames[tower].flatMap((wanted) => flat.find(({ name }) => name === wanted) ?? []);
  const found = named[0] ?? (flat.length === 1 ? flat[0] : undefined);
  if (found !== undefined) return found;
  const names = outputs.map(({ name, shape }) => `${name} (${shape.length} dimensions)`).join(', ');
  throw new AppError('model_incompatible', `${path} gives no vector a photo or text, only ${names}.`);
}

function dimOf(configured: number, image: SignatureTensor, text: SignatureTensor): number {
  const [imageDim, textDim] = [image.shape[1]!, text.shape[1]!];
  if (imageDim > 0 && textDim > 0 && imageDim !== textDim) {
    const message = `The towers do not belong together: vectors of ${imageDim} numbers for photos and ${textDim} for texts.`;
    throw new AppError('model_incompatible', message);
  }
  return Math.max(imageDim, textDim) > 0 ? Math.max(imageDim, textDim) : configured;
}
