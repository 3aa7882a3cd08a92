import { createHash } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '../../app/contract/errors.ts';
import { modelKeyOf, ModelManifest, type ModelFile } from '../../models/manifest.ts';
import { StarterConfig } from '../../models/starter/config.ts';

/** A model on this machine, as far as its files' presence and sizes tell. */
export interface InstalledModel {
  readonly manifest: ModelManifest;
  readonly directory: string;
  /** `<id>@<revision>`: the key of its vectors. */
  readonly modelKey: string;
  readonly state: 'installed' | 'absent' | 'corrupt';
  /** The file that is missing or wrong, in words; null where all is well. */
  readonly problem: string | null;
  /** null unless installed. */
  readonly config: StarterConfig | null;
}

/** Reads a model's manifest and checks that its files are there in the right size. Rejects `model_corrupt` for a bad manifest. */
export async function loadInstalledModel(directory: string): Promise<InstalledModel> {
  const manifest = await readManifest(directory);
  const base = { manifest, directory, modelKey: modelKeyOf(manifest) };
  for (const file of manifest.files) {
    const size = await stat(join(directory, file.path)).then(
      (found) => found.size,
      () => null,
    );
    if (size === null) return { ...base, state: 'absent', problem: `${file.path} is missing.`, config: null };
    if (size !== file.bytes) {
      const problem = `${file.path} has ${size} bytes; ${file.bytes} were expected.`;
      return { ...base, state: 'corrupt', problem, config: null };
    }
  }
  const config = StarterConfig.safeParse(JSON.parse(await readFile(join(directory, 'config.json'), 'utf8')));
  if (!config.success) return { ...base, state: 'corrupt', problem: 'config.json cannot be read.', config: null };
  return { ...base, state: 'installed', problem: null, config: config.data };
}

async function readManifest(directory: string): Promise<ModelManifest> {
  const path = join(directory, 'manifest.json');
  try {
    return ModelManifest.parse(JSON.parse(await readFile(path, 'utf8')));
  } catch (cause) {
    throw new AppError('model_corrupt', `Expected a model manifest at ${path}. Reinstall Afterimage.`, { cause });
  }
}

/** A model file's bytes, once their SHA-256 is what the manifest says. Rejects `model_corrupt`, `model_missing`. */
export async function readVerifiedFile(model: InstalledModel, path: string): Promise<Buffer<ArrayBuffer>> {
  const expected = model.manifest.files.find((file) => file.path === path);
  if (expected === undefined)
    throw new AppError('model_corrupt', `${path} is not in the manifest of ${model.modelKey}.`);
  const bytes = await readFile(join(model.directory, path)).catch((cause: unknown) => {
    throw new AppError('model_missing', `${path} of ${model.modelKey} cannot be read.`, { cause });
  });
  checkHash(model, expected, bytes);
  return bytes;
}

function checkHash(model: InstalledModel, { path, sha256 }: ModelFile, bytes: Uint8Array): void {
  const actual = createHash('sha256').update(bytes).digest('hex');
  if (actual === sha256) return;
  const message = `${path} of ${model.modelKey} is damaged: its SHA-256 is ${actual}, ${sha256} was expected.`;
  throw new AppError('model_corrupt', message, { details: { file: path, expected: sha256, actual } });
}
