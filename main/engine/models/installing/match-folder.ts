import { readdir, realpath, stat } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { AppError } from '../../../../app/contract/errors.ts';
import type { ModelManifest, ModelVariant } from '../../../../models/manifest.ts';
import { namedFiles } from './install-plan.ts';

export interface FolderFile {
  readonly path: string;
  readonly bytes: number;
}

const mostFiles = 5000;

/** The files of a folder that may hold a model, by their paths in it. Rejects `invalid_input`, `permission_denied`. */
export async function listFolder(directory: string): Promise<FolderFile[]> {
  if (!(await stat(directory)).isDirectory()) {
    throw new AppError('invalid_input', `${directory} is a file. Choose the folder of one model.`);
  }
  const found: FolderFile[] = [];
  for await (const path of walk(directory)) {
    found.push({ path: relative(directory, path).replaceAll(sep, '/'), bytes: (await stat(path)).size });
    if (found.length > mostFiles) {
      const message = `${directory} holds more than ${mostFiles} files. Choose the folder of one model.`;
      throw new AppError('invalid_input', message);
    }
  }
  return found;
}

async function* walk(directory: string): AsyncGenerator<string> {
  const entries = await readdir(directory, { withFileTypes: true }).catch((cause: unknown) => {
    throw new AppError('permission_denied', `${directory} may not be listed by this user.`, { cause });
  });
  for (const entry of entries) {
    const path = join(directory, entry.name);
    if (entry.name.startsWith('.')) continue;
    if (entry.isDirectory()) yield* walk(path);
    else if (entry.isFile() || (entry.isSymbolicLink() && (await isFile(path)))) yield path;
  }
}

/** A hub's cache holds links to files. */
const isFile = (path: string): Promise<boolean> =>
  realpath(path)
    .then(stat)
    .then(
      (found) => found.isFile(),
      () => false,
    );

export interface FolderMatch {
  readonly manifest: ModelManifest;
  readonly variant: ModelVariant;
}

/**
 * The model of the list that a folder holds; of several variants the largest. It is known by the sizes of its weights where the
 * manifest pins them, else by the repository's name in the folder's path: many repositories have files of the same names.
 * @throws `conflict` where several remain.
 */
export function matchFolder(
  manifests: readonly ModelManifest[],
  { directory, files }: { directory: string; files: readonly FolderFile[] },
): FolderMatch | null {
  const sizes = new Map(files.map(({ path, bytes }) => [path, bytes]));
  const matches = manifests.flatMap((manifest) => {
    const named = isNamedAfter(manifest, directory);
    const variants = manifest.variants.filter(
      (variant) => holds(sizes, manifest, variant) && (named || isPinned(variant)),
    );
    const [largest] = variants.toSorted((left, right) => right.approxBytes - left.approxBytes);
    return largest === undefined ? [] : [{ manifest, variant: largest, named }];
  });
  const best = matches.length > 1 ? matches.filter(({ named }) => named) : matches;
  if (best.length <= 1) return best[0] ?? matches[0] ?? null;
  const names = best.map(({ manifest }) => repositoryOf(manifest)).join(', ');
  throw new AppError('conflict', `${directory} may be one of ${names}. Name the folder like the one that it is.`);
}

function holds(sizes: ReadonlyMap<string, number>, manifest: ModelManifest, variant: ModelVariant): boolean {
  return namedFiles(manifest, variant).every(({ path, bytes, optional }) => {
    const size = sizes.get(path);
    return size === undefined ? optional || path === manifest.licence.file : bytes === null || bytes === size;
  });
}

const isPinned = ({ files }: ModelVariant): boolean => files.every(({ bytes }) => bytes !== null);

const repositoryOf = ({ source }: ModelManifest): string | null =>
  source.kind === 'hub' ? source.repository.toLowerCase() : null;

/** `…/name`, `…/owner/name`, or a hub's cache: `…/models--owner--name/snapshots/COMMIT`. */
function isNamedAfter(manifest: ModelManifest, directory: string): boolean {
  const repository = repositoryOf(manifest);
  if (repository === null) return false;
  const folders = directory.toLowerCase().split(sep).slice(-3);
  const name = repository.split('/')[1]!;
  return folders.at(-1) === name || folders.includes(`models--${repository.replace('/', '--')}`);
}
