import { readdir, readFile, rm } from 'node:fs/promises';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { AppError } from '../../../app/contract/errors.ts';
import { ModelManifest } from '../../../models/manifest.ts';
import { writeJson } from './installing/json-file.ts';

/** The folder, below that of all models, of the repositories that the person added. */
const addedFolder = 'added';

const fileOf = (root: string, modelId: string): string => join(root, addedFolder, `${modelId.replace('/', '--')}.json`);

/** Manifests in a folder, one a file. Rejects `invalid_input` for one that is none. */
export async function readManifests(directory: string): Promise<ModelManifest[]> {
  return Promise.all((await manifestNames(directory)).map((name) => readManifest(join(directory, name))));
}

/** Others are no manifests: a write that was cut off leaves `.next`. */
async function manifestNames(directory: string): Promise<string[]> {
  const names = await readdir(directory).catch(() => []);
  return names.filter((name) => name.endsWith('.json')).toSorted();
}

async function readManifest(path: string): Promise<ModelManifest> {
  const parsed = ModelManifest.safeParse(parseJson(await readFile(path, 'utf8')));
  if (parsed.success) return parsed.data;
  const problems = z.prettifyError(parsed.error);
  throw new AppError('invalid_input', `${path} is not a model's manifest. Mend it or take it away.\n${problems}`);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** Manifests of the repositories that the person added; one that a newer version no longer reads is left out. */
export async function readAdded(root: string): Promise<ModelManifest[]> {
  const directory = join(root, addedFolder);
  const read = (await manifestNames(directory)).map((name) => readManifest(join(directory, name)).catch(() => null));
  return (await Promise.all(read)).filter((manifest) => manifest !== null);
}

export async function addManifest(root: string, manifest: ModelManifest): Promise<void> {
  await mkdir(join(root, addedFolder), { recursive: true });
  await writeJson(fileOf(root, manifest.id), manifest);
}

export const forgetManifest = (root: string, modelId: string): Promise<void> =>
  rm(fileOf(root, modelId), { force: true });
