import { access } from 'node:fs/promises';
import { join } from 'node:path';
import type * as Transformers from '@huggingface/transformers';
import type { GenerationConfig, ImageProcessor, PreTrainedTokenizer, Tensor } from '@huggingface/transformers';
import type { InferenceSession } from 'onnxruntime-node';
import { z } from 'zod';
import { AppError } from '../../../app/contract/errors.ts';
import type { DeviceId } from '../../../app/contract/devices.ts';
import type { ChatManifest } from '../../../models/manifest.ts';
import { readVerifiedFile, verifyFile, type InstalledModel } from '../installed-models.ts';

export type Library = typeof Transformers;
export type ModelInputs = Record<string, unknown>;

/** What this room uses of the library's model classes; some of it is internal to them, so that it is checked at load. */
export interface GenerationModel {
  readonly config: Readonly<Record<string, unknown>>;
  readonly sessions: Readonly<Record<string, InferenceSession>>;
  forward(inputs: ModelInputs): Promise<Record<string, Tensor>>;
  encode_image(inputs: ModelInputs): Promise<Tensor>;
  encode_text(inputs: ModelInputs): Promise<Tensor>;
  _encode_input(session: string, inputs: ModelInputs, output: string): Promise<Tensor>;
  _merge_input_ids_with_image_features(inputs: ModelInputs): { inputs_embeds: Tensor; attention_mask: Tensor };
  prepare_inputs_for_generation(ids: bigint[][], inputs: ModelInputs, config: GenerationConfig): ModelInputs;
  _update_model_kwargs_for_generation(step: {
    generated_input_ids: bigint[][];
    outputs: Record<string, Tensor>;
    model_inputs: ModelInputs;
    is_encoder_decoder: boolean;
  }): ModelInputs;
  _prepare_encoder_decoder_kwargs_for_generation(step: {
    model_inputs: ModelInputs;
    generation_config: GenerationConfig;
  }): Promise<ModelInputs>;
  _prepare_generation_config(config: null, settings: Readonly<Record<string, unknown>>): GenerationConfig;
  _get_logits_processor(config: GenerationConfig, promptTokens: number): (ids: bigint[][], logits: Tensor) => Tensor;
  dispose(): Promise<unknown>;
}

const methods = [
  'forward',
  'encode_image',
  'encode_text',
  '_encode_input',
  '_merge_input_ids_with_image_features',
  'prepare_inputs_for_generation',
  '_update_model_kwargs_for_generation',
  '_prepare_encoder_decoder_kwargs_for_generation',
  '_prepare_generation_config',
  '_get_logits_processor',
] as const;

const GenerationModel = z.custom<GenerationModel>(
  (value) => methods.every((name) => typeof (value as Record<string, unknown> | null)?.[name] === 'function'),
  'The library no longer has the parts that chat needs.',
);

/** A chat model's parts, ready to run. */
export interface TransformersParts {
  readonly library: Library;
  readonly manifest: ChatManifest;
  readonly model: GenerationModel;
  readonly tokenizer: PreTrainedTokenizer;
  /** null for models that read text only. */
  readonly imageProcessor: ImageProcessor | null;
  /** A template in a file of its own, which goes before the tokenizer's. */
  readonly chatTemplate: string | null;
}

export interface LoadOptions {
  readonly device: DeviceId;
  readonly sessionOptions: InferenceSession.SessionOptions;
}

/** Files that the library reads where it finds them; what was not recorded at the installation must not lie there. */
const readByLibrary = [
  'config.json',
  'generation_config.json',
  'preprocessor_config.json',
  'processor_config.json',
  'tokenizer.json',
  'tokenizer_config.json',
  'chat_template.jinja',
];

/**
 * Verifies every file of `model` and has the library load it from its folder.
 * Rejects `model_corrupt`, `model_missing`, `model_incompatible`, `out_of_memory`.
 */
export async function loadTransformersParts(
  model: InstalledModel,
  manifest: ChatManifest,
  options: LoadOptions,
): Promise<TransformersParts> {
  await verifyFiles(model);
  const library = await importLibrary();
  try {
    return await load(library, model, manifest, options);
  } catch (cause) {
    if (cause instanceof AppError) throw cause;
    const memory = /alloc|out of memory/i.test(String(cause));
    const message = `${manifest.title} cannot be loaded on ${options.device}: ${String(cause)}`;
    throw new AppError(memory ? 'out_of_memory' : 'model_incompatible', message, { cause });
  }
}

async function load(
  library: Library,
  model: InstalledModel,
  manifest: ChatManifest,
  { device, sessionOptions }: LoadOptions,
): Promise<TransformersParts> {
  const { directory } = model;
  const dtypes = manifest.variants.find(({ name }) => name === model.variant)?.dtypes ?? {};
  const seesPhotos = manifest.chat.image.kind !== 'none';
  const local = { local_files_only: true } as const;
  const Model = seesPhotos ? library.AutoModelForImageTextToText : library.AutoModelForCausalLM;
  const loaded = await Model.from_pretrained(directory, {
    ...local,
    device,
    dtype: { ...dtypes },
    session_options: { ...sessionOptions },
  });
  const tokenizer = await library.AutoTokenizer.from_pretrained(directory, local);
  const processor = seesPhotos ? await library.AutoProcessor.from_pretrained(directory, local) : null;
  return {
    library,
    manifest,
    model: GenerationModel.parse(loaded),
    tokenizer,
    imageProcessor: processor?.image_processor ?? null,
    chatTemplate: await readTemplate(model),
  };
}

const templateFiles = { text: 'chat_template.jinja', json: 'chat_template.json' } as const;

async function readTemplate(model: InstalledModel): Promise<string | null> {
  const has = (file: string): boolean => model.files.some(({ path }) => path === file);
  if (has(templateFiles.text)) return (await readVerifiedFile(model, templateFiles.text)).toString('utf8');
  if (!has(templateFiles.json)) return null;
  const json: unknown = JSON.parse((await readVerifiedFile(model, templateFiles.json)).toString('utf8'));
  return z.object({ chat_template: z.string() }).parse(json).chat_template;
}

async function verifyFiles(model: InstalledModel): Promise<void> {
  for (const { path } of model.files) await verifyFile(model, path);
  const recorded = new Set(model.files.map(({ path }) => path));
  for (const name of readByLibrary.filter((name) => !recorded.has(name))) {
    const there = await access(join(model.directory, name)).then(
      () => true,
      () => false,
    );
    if (there) throw new AppError('model_corrupt', `${name} is not among the files of ${model.modelKey}. Remove it.`);
  }
}

/** The library without the network, a cache of its own, or words of ours in its log. */
async function importLibrary(): Promise<Library> {
  const library = await import('@huggingface/transformers');
  const { env, LogLevel } = library;
  env.allowRemoteModels = false;
  env.useFSCache = false;
  env.useBrowserCache = false;
  env.useWasmCache = false;
  env.logLevel = LogLevel.NONE;
  env.fetch = () => Promise.reject(new AppError('internal', 'Models are read from their folder only.'));
  return library;
}
