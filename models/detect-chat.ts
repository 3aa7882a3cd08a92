import { AppError } from '../app/contract/errors.ts';
import type { Identity, RepositoryFile } from './encoders/detect-encoder.ts';
import { isChat, type ChatManifest, type ModelManifest, type ModelVariant } from './manifest.ts';

/** Families by what config.json calls them. */
const families: Readonly<Record<string, ChatManifest['family']>> = {
  florence2: 'florence2',
  idefics3: 'smolvlm',
  smolvlm: 'smolvlm',
  llava_onevision: 'llava-onevision',
  qwen2_vl: 'qwen-vl',
  qwen2_5_vl: 'qwen-vl',
  qwen3_vl: 'qwen-vl',
  qwen3_5: 'qwen-vl',
  gemma4: 'gemma',
};

export const isChatType = (modelType: string): boolean => modelType in families;

/**
 * The manifest of a repository like one that the catalogue has: another size or training of a chat model, with files of the
 * same names. @throws `model_incompatible` where the catalogue has none with these files.
 */
export function detectChat(
  { modelType, files }: { modelType: string; files: readonly RepositoryFile[] },
  identity: Identity,
  catalogue: readonly ModelManifest[],
): ChatManifest {
  const family = families[modelType];
  const sizes = new Map(files.map(({ path, bytes }) => [path, bytes ?? 0]));
  const relatives = catalogue.filter(isChat).filter((manifest) => manifest.family === family);
  for (const relative of relatives) {
    const variants = relative.variants.flatMap((variant) => variantIn(sizes, relative, variant) ?? []);
    if (variants.length > 0) return { ...relative, ...identity, ...untried, variants };
  }
  const expected = relatives.flatMap(({ variants }) => variants[0]?.files[0]?.path ?? []);
  const message = `It has not the files of a ${family ?? modelType} model, such as ${[...new Set(expected)].join(' or ')}.`;
  throw new AppError('model_incompatible', message);
}

const untried = {
  revision: '1',
  card: 'README.md',
  goodAt: [],
  limits: ['Nobody here has tried it.'],
};

/** The same choice of files with the sizes that they have here; null where one is missing. */
function variantIn(
  sizes: ReadonlyMap<string, number>,
  { commonFiles }: ChatManifest,
  variant: ModelVariant,
): ModelVariant | null {
  const needed = [...commonFiles, ...variant.files].filter(({ optional }) => !optional);
  if (needed.some(({ path }) => !sizes.has(path))) return null;
  const approxBytes = needed.reduce((sum, { path }) => sum + sizes.get(path)!, 0);
  const files = variant.files.map(({ path, optional }) => ({ path, optional, bytes: null, sha256: null }));
  const approxMemoryMB = Math.ceil(variant.approxMemoryMB * Math.max(1, approxBytes / variant.approxBytes));
  return { ...variant, files, approxBytes: Math.max(1, approxBytes), approxMemoryMB };
}
