import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '../../app/contract/errors.ts';
import { InstallRecord, modelKeyOf, ModelManifest, type ModelFile } from '../../models/manifest.ts';
import { StarterConfig } from '../../models/starter/config.ts';

/** A model on this machine, as far as its files' presence and sizes tell. */
export interface InstalledModel {
  readonly manifest: ModelManifest;
  readonly directory: string;
  /** The name of the installed choice of files. */
  readonly variant: string;
  /** The files of that choice with their sizes and hashes. */
  readonly files: readonly ModelFile[];
  /** The key of its vectors. */
  readonly modelKey: string;
  readonly state: 'installed' | 'absent' | 'corrupt';
  /** The file that is missing or wrong, in words; null where all is well. */
  readonly problem: string | null;
  /** The starter's own configuration; null for other families and where it is not installed. */
  readonly config: StarterConfig | null;
}

/** Files that say what a folder's model is. */
export const manifestFile = 'manifest.json';
export const recordFile = 'installed.json';

/** Reads a model's folder and checks that its files are there in the right size. Rejects `model_corrupt` for a bad manifest. */
export async function loadInstalledModel(directory: string): Promise<InstalledModel> {
  const manifest = await readChecked(directory, manifestFile, ModelManifest);
  const record = manifest.source.kind === 'bundled' ? null : await readChecked(directory, recordFile, InstallRecord);
  const variant = record?.variant ?? manifest.variants[0]!.name;
  const files = record?.files ?? bundledFiles(manifest);
  const base = { manifest, directory, variant, files, modelKey: modelKeyOf(manifest, variant) };
  for (const file of files) {
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
  if (manifest.family !== 'starter') return { ...base, state: 'installed', problem: null, config: null };
  const config = StarterConfig.safeParse(JSON.parse(await readFile(join(directory, 'config.json'), 'utf8')));
  if (!config.success) return { ...base, state: 'corrupt', problem: 'config.json cannot be read.', config: null };
  return { ...base, state: 'installed', problem: null, config: config.data };
}

/** The models in the folders below `root`, one a folder; a folder without a record is not a model (yet). */
export async function loadInstalledModels(root: string): Promise<InstalledModel[]> {
  const entries = await readdir(root, { withFileTypes: true }).catch(() => []);
  const models = await Promise.all(
    entries
      .filter((entry) => entry.isDirectory())
      .map(({ name }) => loadInstalledModel(join(root, name)).catch(() => null)),
  );
  return models.filter((model) => model !== null);
}

/** The folder of a model below the folder of all models. */
export const modelDirectory = (root: string, modelId: string): string => join(root, modelId.replace('/', '--'));

function bundledFiles({ commonFiles, variants }: ModelManifest): ModelFile[] {
  return [...commonFiles, ...variants[0]!.files].map(({ path, bytes, sha256 }) => ({
    path,
    bytes: bytes ?? 0,
    sha256: sha256 ?? '',
  }));
}

async function readChecked<T>(directory: string, file: string, schema: { parse(value: unknown): T }): Promise<T> {
  const path = join(directory, file);
  try {
    return schema.parse(JSON.parse(await readFile(path, 'utf8')));
  } catch (cause) {
    throw new AppError('model_corrupt', `Expected a model's ${file} at ${path}. Install the model again.`, { cause });
  }
}

/** A model file's bytes, once their SHA-256 is what was recorded. Rejects `model_corrupt`, `model_missing`. */
export async function readVerifiedFile(model: InstalledModel, path: string): Promise<Buffer<ArrayBuffer>> {
  const expected = expectedFile(model, path);
  const bytes = await readFile(join(model.directory, path)).catch((cause: unknown) => {
    throw new AppError('model_missing', `${path} of ${model.modelKey} cannot be read.`, { cause });
  });
  checkHash(model, expected, createHash('sha256').update(bytes).digest('hex'));
  return bytes;
}

/** Reads a file too large for memory once and checks its SHA-256. @returns its path. Rejects `model_corrupt`, `model_missing`. */
export async function verifyFile(model: InstalledModel, path: string): Promise<string> {
  const expected = expectedFile(model, path);
  const full = join(model.directory, path);
  const hash = createHash('sha256');
  try {
    for await (const chunk of createReadStream(full, { highWaterMark: 1024 * 1024 })) hash.update(chunk as Buffer);
  } catch (cause) {
    throw new AppError('model_missing', `${path} of ${model.modelKey} cannot be read.`, { cause });
  }
  checkHash(model, expected, hash.digest('hex'));
  return full;
}

function expectedFile(model: InstalledModel, path: string): ModelFile {
  const expected = model.files.find((file) => file.path === path);
  if (expected !== undefined) return expected;
  throw new AppError('model_corrupt', `${path} is not among the files of ${model.modelKey}.`);
}

function checkHash(model: InstalledModel, { path, sha256 }: ModelFile, actual: string): void {
  if (actual === sha256) return;
  const message = `${path} of ${model.modelKey} is damaged: its SHA-256 is ${actual}, ${sha256} was expected.`;
  throw new AppError('model_corrupt', message, { details: { file: path, expected: sha256, actual } });
}
