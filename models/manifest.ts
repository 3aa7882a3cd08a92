import { z } from 'zod';
import { DeviceId } from '../app/contract/devices.ts';
import { ModelId } from '../app/contract/ids.ts';

const Sha256 = z.string().regex(/^[0-9a-f]{64}$/);

/** A path inside a model's folder or repository: relative, with forward slashes, never upwards. */
export const ModelPath = z
  .string()
  .regex(/^(?!\/)(?!.*(^|\/)\.\.?(\/|$))[^\\:\0]+$/, 'Expected a relative path with forward slashes');

export const ModelFile = z.strictObject({
  path: ModelPath,
  bytes: z.number().int().nonnegative(),
  sha256: Sha256,
});
export type ModelFile = z.output<typeof ModelFile>;

/** A file as a manifest names it: size and hash are null where the hub's tree at the resolved commit is to give them. */
const NamedFile = z.strictObject({
  path: ModelPath,
  bytes: z.number().int().nonnegative().nullable().default(null),
  sha256: Sha256.nullable().default(null),
  /** Installed where the repository's tree has it; its absence is no fault. */
  optional: z.boolean().default(false),
});
export type NamedFile = z.output<typeof NamedFile>;

export const modelTasks = ['search', 'caption', 'answer', 'detect', 'read'] as const;

/** Suffixes of ONNX files by the kind of their weights. */
export const dtypes = ['fp32', 'fp16', 'int8', 'uint8', 'q8', 'q4', 'q4f16', 'bnb4'] as const;
export const Dtype = z.enum(dtypes);
export type Dtype = z.output<typeof Dtype>;

/** What stands between a network's name and `.onnx`, by the kind of its weights. */
const dtypeSuffixes: Readonly<Record<Dtype, string>> = {
  fp32: '',
  fp16: '_fp16',
  int8: '_int8',
  uint8: '_uint8',
  q8: '_quantized',
  q4: '_q4',
  q4f16: '_q4f16',
  bnb4: '_bnb4',
};

/** The end of the path of a network's weights. */
export const networkFileName = (network: string, dtype: Dtype): string => `${network}${dtypeSuffixes[dtype]}.onnx`;

/** One choice of files: what is downloaded together, and for which devices it is meant. */
export const ModelVariant = z.strictObject({
  name: z.string().regex(/^[a-z0-9-]+$/),
  /** Devices that it is made for, best first; the first variant that names a machine's device is suggested. */
  devices: z.array(DeviceId).min(1),
  /** The weights' kind of each network, by the network's name. */
  dtypes: z.record(z.string(), Dtype),
  files: z.array(NamedFile).min(1),
  /** Bytes of all files with the common ones, as far as known before the hub was asked. */
  approxBytes: z.number().int().positive(),
  approxMemoryMB: z.number().positive(),
});
export type ModelVariant = z.output<typeof ModelVariant>;

const Source = z.discriminatedUnion('kind', [
  /** Ships inside the app. */
  z.strictObject({ kind: z.literal('bundled') }),
  z.strictObject({
    kind: z.literal('hub'),
    repository: z.string().regex(/^[A-Za-z0-9._-]+\/[A-Za-z0-9._-]+$/),
    /** null where the newest commit is resolved, recorded and from then on pinned by the installation. */
    commit: z
      .string()
      .regex(/^[0-9a-f]{40}$/)
      .nullable(),
  }),
  /** A folder of the person's own. */
  z.strictObject({ kind: z.literal('folder') }),
]);

const Triple = z.tuple([z.number(), z.number(), z.number()]);

/** From upright RGB pixels to what an image tower wants. */
export const ImagePreprocessing = z.strictObject({
  /** Square side in pixels. */
  size: z.number().int().positive(),
  /** `squash` ignores the aspect; `crop` scales the shortest edge and takes the centre. */
  resize: z.enum(['squash', 'crop']),
  interpolation: z.enum(['bilinear', 'bicubic', 'lanczos3']),
  mean: Triple,
  std: Triple,
});
export type ImagePreprocessing = z.output<typeof ImagePreprocessing>;

const TokenId = z.number().int().nonnegative();

/** From words to what a text tower wants. */
export const TextPreprocessing = z.strictObject({
  /** `tokenizer.json`, in the format of @huggingface/tokenizers. */
  tokenizer: ModelPath,
  maxTokens: z.number().int().positive(),
  /** Fixed-length towers are padded to `maxTokens`, others to the longest text of a batch. */
  padTo: z.enum(['maximum', 'longest']),
  padId: TokenId,
  /** Ids before and after a text's own; a text that is too long is cut, these stay. */
  before: z.array(TokenId).default([]),
  after: z.array(TokenId).default([]),
  lowercase: z.boolean(),
  /** What a bare word is wrapped in; `{}` stands for the text. */
  prompt: z.string().includes('{}'),
});
export type TextPreprocessing = z.output<typeof TextPreprocessing>;

/** Probability that a photo shows a text: sigmoid(a * cosine + b). */
const Calibration = z.strictObject({
  a: z.number(),
  b: z.number(),
  /** Where the two numbers come from: the model's own sigmoid loss, or a fit and its data. */
  source: z.string(),
});

/**
 * `network` is the file's path without folder, dtype suffix and `.onnx` (`vision_model`), or with a folder where that tells
 * the towers apart (`visual/model`); `input` and `output` are the names of its tensors.
 */
const Encoder = z.strictObject({
  dim: z.number().int().positive(),
  image: z.strictObject({
    network: z.string(),
    input: z.string().default('pixel_values'),
    output: z.string(),
    preprocessing: ImagePreprocessing,
  }),
  text: z.strictObject({
    network: z.string(),
    input: z.string().default('input_ids'),
    output: z.string(),
    preprocessing: TextPreprocessing,
  }),
  calibration: Calibration,
});
export type Encoder = z.output<typeof Encoder>;

/** The longest answer that any model may be asked for, in tokens. */
export const mostNewTokens = 4096;

const Chat = z.strictObject({
  /** Tokens that a conversation with its photos may take. */
  contextTokens: z.number().int().positive(),
  maxNewTokens: z.number().int().positive().max(mostNewTokens),
  /** Photos that fit into one question. */
  maxPhotos: z.number().int().nonnegative(),
  /** How a photo becomes tokens: tiles of a fixed size, or patches of its own size. */
  image: z.discriminatedUnion('kind', [
    z.strictObject({
      kind: z.literal('tiles'),
      tilePixels: z.number().int().positive(),
      tokensPerTile: z.number().int().positive(),
      maxTiles: z.number().int().positive(),
    }),
    z.strictObject({
      kind: z.literal('patches'),
      /** Side in pixels of the square that one token stands for. */
      pixelsPerToken: z.number().int().positive(),
      minPixels: z.number().int().positive(),
      maxPixels: z.number().int().positive(),
    }),
    z.strictObject({ kind: z.literal('none') }),
  ]),
});
export type ChatAbilities = z.output<typeof Chat>;

const base = {
  id: ModelId,
  /** Changes whenever its vectors change; part of every vector's key. */
  revision: z.string().regex(/^[A-Za-z0-9._-]+$/),
  title: z.string(),
  tasks: z.array(z.enum(modelTasks)).min(1),
  source: Source,
  /** Files that every variant needs: configuration, tokenizer. */
  commonFiles: z.array(NamedFile),
  variants: z.array(ModelVariant).min(1),
  /** The model card, in the folder or the repository. */
  card: ModelPath,
  languages: z.array(z.string()).min(1),
  goodAt: z.array(z.string()),
  limits: z.array(z.string()).min(1),
  licence: z.strictObject({
    spdx: z.string(),
    /** Where the licence or the training data restrict use. */
    notice: z.string().nullable(),
    /** The licence's text among the files; null where the repository has none and `spdx` names a standard text. */
    file: ModelPath.nullable(),
  }),
};

/** Families whose two towers `main/inference/encoders` runs on onnxruntime itself. */
export const encoderFamilies = ['clip', 'siglip'] as const;
/** Families that @huggingface/transformers runs. */
export const chatFamilies = ['florence2', 'smolvlm', 'llava-onevision', 'qwen-vl', 'gemma'] as const;

/** What a model is, needs, may be used for and cannot do. One checked file a model: `models/<family>/<name>.json`. */
export const ModelManifest = z.discriminatedUnion('family', [
  z.strictObject({
    ...base,
    family: z.literal('starter'),
    imageSize: z.number().int(),
    embeddingDim: z.number().int(),
  }),
  z.strictObject({ ...base, family: z.enum(encoderFamilies), encoder: Encoder }),
  z.strictObject({ ...base, family: z.enum(chatFamilies), chat: Chat }),
]);
export type ModelManifest = z.output<typeof ModelManifest>;
export type ModelFamily = ModelManifest['family'];
export type EncoderManifest = Extract<ModelManifest, { family: (typeof encoderFamilies)[number] }>;
export type ChatManifest = Extract<ModelManifest, { family: (typeof chatFamilies)[number] }>;
export type StarterManifest = Extract<ModelManifest, { family: 'starter' }>;

export const isEncoder = (manifest: ModelManifest): manifest is EncoderManifest => 'encoder' in manifest;
export const isChat = (manifest: ModelManifest): manifest is ChatManifest => 'chat' in manifest;

/** What an installation put into a model's folder: `installed.json` beside the files. Sizes and hashes are checked at load. */
export const InstallRecord = z.strictObject({
  variant: z.string(),
  /** The resolved commit; null for a folder of the person's own and for what ships inside. */
  commit: z.string().nullable(),
  files: z.array(ModelFile).min(1),
  installedMs: z.number(),
});
export type InstallRecord = z.output<typeof InstallRecord>;

/** The key under which a model's vectors are stored; a variant other than `default` has vectors of its own. */
export const modelKeyOf = (manifest: Pick<ModelManifest, 'id' | 'revision'>, variant = 'default'): string =>
  `${manifest.id}@${manifest.revision}${variant === 'default' ? '' : `+${variant}`}`;

/** What a model with two towers wants of pixels and gives as vectors; null for models that cannot search. */
export function searchFactsOf(manifest: ModelManifest): {
  readonly dim: number;
  readonly pixels: Pick<ImagePreprocessing, 'size' | 'resize' | 'interpolation'>;
} | null {
  if (isEncoder(manifest)) return { dim: manifest.encoder.dim, pixels: manifest.encoder.image.preprocessing };
  if (isChat(manifest)) return null;
  return {
    dim: manifest.embeddingDim,
    pixels: { size: manifest.imageSize, resize: 'squash', interpolation: 'bicubic' },
  };
}
