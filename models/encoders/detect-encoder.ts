import { z } from 'zod';
import { AppError } from '../../app/contract/errors.ts';
import {
  dtypes,
  ModelManifest,
  networkFileName,
  type Dtype,
  type EncoderManifest,
  type ModelManifest as Manifest,
} from '../manifest.ts';
import { HubConfig, HubPreprocessor, HubTokenizer } from './hub-configuration.ts';
import { imageFacts } from './image-facts.ts';
import { textFacts } from './text-facts.ts';

export interface RepositoryFile {
  readonly path: string;
  /** null where it is not known. */
  readonly bytes: number | null;
}

/** What a repository or a folder shows of itself. */
export interface RepositoryFacts {
  readonly files: readonly RepositoryFile[];
  /** The parsed JSON files, by path; at least those of `detectionFiles` that there are. */
  readonly json: ReadonlyMap<string, unknown>;
}

/** Small files that detection reads; `tokenizer.json` helps where it is given, for ids that the others leave out. */
export const detectionFiles = ['config.json', 'preprocessor_config.json', 'tokenizer_config.json'] as const;

/** What a manifest says that no file does. */
export interface Identity {
  readonly id: Manifest['id'];
  readonly title: string;
  readonly source: Manifest['source'];
  readonly licence: Manifest['licence'];
}

const optionalFiles = ['README.md', 'LICENSE', 'LICENSE.txt', 'LICENSE.md'];

const families = {
  clip: {
    outputs: { image: 'image_embeds', text: 'text_embeds' },
    dim: (config: HubConfig) => config.projection_dim ?? 512,
    prompt: 'a photo of a {}',
    calibration: {
      a: 60,
      b: -15,
      source: 'A default, not a fit: even odds at a cosine of 0.25. Fit it to your own photos on the Quality screen.',
    },
  },
  siglip: {
    outputs: { image: 'pooler_output', text: 'pooler_output' },
    dim: (config: HubConfig) => config.vision_config.hidden_size ?? 768,
    prompt: 'this is a photo of {}.',
    calibration: {
      a: 112.6689,
      b: -16.7717247,
      source:
        "A default: the constants of SigLIP 2 B/16-224's sigmoid loss. Fit it to your own photos on the Quality screen.",
    },
  },
} as const;

/**
 * The manifest of a repository or folder in the hub's layout: two towers below `onnx/` or at its top, with configuration files.
 * @throws `model_incompatible`, naming what is missing or not known.
 */
export function detectEncoder(facts: RepositoryFacts, identity: Identity): EncoderManifest {
  const config = read(facts, 'config.json', HubConfig);
  const family = familyOf(config);
  const { outputs, dim, prompt, calibration } = families[family];
  const variants = variantsOf(facts.files);
  const tokenizer = read(facts, 'tokenizer_config.json', HubTokenizer);
  requireFile(facts, 'tokenizer.json');
  const text = textFacts(config, tokenizer, (token) => tokenId(facts, tokenizer, token));
  const manifest = ModelManifest.parse({
    ...identity,
    revision: '1',
    family,
    tasks: ['search'],
    commonFiles: commonFilesOf(facts),
    variants,
    card: 'README.md',
    languages: ['unknown'],
    goodAt: [],
    limits: ['Nobody here has tried it: measure it on the Quality screen.'],
    encoder: {
      dim: dim(config),
      image: {
        network: 'vision_model',
        output: outputs.image,
        preprocessing: imageFacts(read(facts, 'preprocessor_config.json', HubPreprocessor)),
      },
      text: { network: 'text_model', output: outputs.text, preprocessing: { ...text, prompt } },
      calibration,
    },
  } satisfies z.input<typeof ModelManifest>);
  if (!('encoder' in manifest)) throw new AppError('internal', 'Expected a search model.');
  return manifest;
}

const commonFilesOf = ({ files }: RepositoryFacts): z.input<typeof ModelManifest>['commonFiles'] =>
  [...detectionFiles, 'tokenizer.json', ...optionalFiles]
    .flatMap((path) => files.find((file) => file.path === path) ?? [])
    .map(({ path, bytes }) => ({ path, bytes, optional: optionalFiles.includes(path) }));

function familyOf({ model_type: type }: HubConfig): keyof typeof families {
  if (type === 'clip' || type === 'siglip') return type;
  if (type === 'siglip2')
    throw incompatible('It is a SigLIP 2 with a varying resolution (NaFlex). Choose one of a fixed resolution.');
  throw incompatible(`config.json says that it is of the family ${type}. These can search: clip, siglip.`);
}

/** Kinds of weights that are offered, those for a processor alone first; the names are the variants'. */
const offered: readonly Dtype[] = ['q8', 'fp16', 'fp32', 'q4f16', 'q4', 'int8', 'uint8', 'bnb4'];

function variantsOf(files: readonly RepositoryFile[]): z.input<typeof ModelManifest>['variants'] {
  const variants = offered.flatMap((dtype) => {
    const towers = (['vision_model', 'text_model'] as const).map((network) => weightsOf(files, network, dtype));
    if (towers.some((tower) => tower.length === 0)) return [];
    const own = towers.flat();
    const bytes = own.reduce((sum, file) => sum + (file.bytes ?? 0), 0);
    const half = dtype === 'fp16' || dtype === 'q4f16';
    const gpus = ['webgpu', 'cuda', 'dml', 'coreml'] as const;
    return {
      name: dtype,
      devices: half ? [...gpus, 'cpu' as const] : ['cpu' as const, ...gpus],
      dtypes: { vision_model: dtype, text_model: dtype },
      files: own.map(({ path, bytes: size }) => ({ path, bytes: size })),
      approxBytes: Math.max(1, bytes),
      approxMemoryMB: Math.max(50, Math.ceil((bytes * 2) / 1e6)),
    };
  });
  if (variants.length > 0) return variants;
  const names = dtypes.map((dtype) => networkFileName('vision_model', dtype));
  throw incompatible(`Expected two towers, such as onnx/${names[0]} and onnx/text_model.onnx, of the same precision.`);
}

/** A network's file and the external data beside it. */
function weightsOf(files: readonly RepositoryFile[], network: string, dtype: Dtype): RepositoryFile[] {
  const name = networkFileName(network, dtype);
  const weights = files.find(({ path }) => path === `onnx/${name}` || path === name);
  if (weights === undefined) return [];
  return files.filter(({ path }) => path === weights.path || path.startsWith(`${weights.path}_data`));
}

function tokenId({ json }: RepositoryFacts, { added_tokens_decoder }: HubTokenizer, token: string): number | null {
  const known = Object.entries(added_tokens_decoder).find(([, { content }]) => content === token);
  if (known !== undefined) return Number(known[0]);
  const Added = z.object({ added_tokens: z.array(z.object({ id: z.number(), content: z.string() })) });
  const full = Added.safeParse(json.get('tokenizer.json'));
  return full.data?.added_tokens.find(({ content }) => content === token)?.id ?? null;
}

function requireFile({ files }: RepositoryFacts, path: string): void {
  if (files.some((file) => file.path === path)) return;
  throw incompatible(`Expected ${path} among its files.`);
}

function read<S extends z.ZodType>(facts: RepositoryFacts, path: string, schema: S): z.output<S> {
  requireFile(facts, path);
  const parsed = schema.safeParse(facts.json.get(path));
  if (parsed.success) return parsed.data;
  const { path: key, message } = parsed.error.issues[0]!;
  throw incompatible(`${path} is not as expected: ${key.join('.')}: ${message}.`);
}

const incompatible = (message: string): AppError => new AppError('model_incompatible', message);
