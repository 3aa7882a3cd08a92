import { existsSync } from 'node:fs';
import { access, constants, readdir, realpath } from 'node:fs/promises';
import { dirname, join, relative, resolve } from 'node:path';
import { AppError } from '../../../app/contract/errors.ts';
import { isInside } from '../../store/folders.ts';
import { isHiddenFile, isLeftOutFolder, kindOf } from './file-kinds.ts';

export interface Browsed {
  readonly path: string | null;
  readonly parent: string | null;
  readonly entries: { name: string; path: string; readable: boolean }[];
  readonly photos: number;
}

/** A path as the file system knows it, inside the roots. Rejects `unauthorized`, `not_found`, `permission_denied`. */
export async function allowedPath(path: string, roots: readonly string[] | null): Promise<string> {
  const real = await realpath(resolve(path)).catch((cause: NodeJS.ErrnoException) => {
    const denied = cause.code === 'EACCES' || cause.code === 'EPERM';
    const message = denied ? `${path} may not be read by this user.` : `There is no file or folder at ${path}.`;
    throw new AppError(denied ? 'permission_denied' : 'not_found', message, { cause });
  });
  const realRoots = roots === null ? null : await Promise.all(roots.map((root) => realpath(root).catch(() => root)));
  if (realRoots === null || realRoots.some((root) => isInside(real, root))) return real;
  const message = `${path} is outside the folders that this host may read (${roots!.join(', ')}).`;
  throw new AppError('unauthorized', message);
}

/** A path that may not exist yet, inside the roots by the nearest folder above it that does. Rejects as `allowedPath`. */
export async function allowedTarget(path: string, roots: readonly string[] | null): Promise<string> {
  const target = resolve(path);
  for (let above = target; ; above = dirname(above)) {
    if (existsSync(above)) {
      return join(await allowedPath(above, roots), relative(above, target));
    }
  }
}

/** The folders inside one, for a picker in the browser; the roots themselves where there is no path. */
export async function browseFolders(path: string | undefined, roots: readonly string[]): Promise<Browsed> {
  if (path === undefined) {
    if (roots.length === 1) return browseFolders(roots[0], roots);
    const entries = roots.map((root) => ({ name: root, path: root, readable: true }));
    return { path: null, parent: null, entries, photos: 0 };
  }
  const real = await allowedPath(path, roots);
  const names = await readdir(real, { withFileTypes: true }).catch((cause: unknown) => {
    throw new AppError('permission_denied', `${path} may not be listed by this user.`, { cause });
  });
  const folders = names.filter((entry) => entry.isDirectory() && !isLeftOutFolder(entry.name));
  const entries = await Promise.all(folders.map(({ name }) => toEntry(real, name)));
  const parent = dirname(real);
  const inRoots = parent !== real && (await allowedPath(parent, roots).catch(() => null)) !== null;
  return {
    path: real,
    parent: inRoots ? parent : null,
    entries: entries.sort((left, right) => left.name.localeCompare(right.name, undefined, { numeric: true })),
    photos: names.filter((entry) => entry.isFile() && !isHiddenFile(entry.name) && kindOf(entry.name) === 'photo')
      .length,
  };
}

async function toEntry(directory: string, name: string): Promise<Browsed['entries'][number]> {
  const path = join(directory, name);
  const readable = await access(path, constants.R_OK).then(
    () => true,
    () => false,
  );
  return { name, path, readable };
}
