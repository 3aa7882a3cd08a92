import { realpath } from 'node:fs/promises';
import { isAbsolute, relative, resolve, sep } from 'node:path';
import type { Folder } from '../../app/contract/library.ts';

/** A path as the library knows it; of what is gone, as it is written. */
export const knownPath = (path: string): Promise<string> => realpath(path).catch(() => resolve(path));

/** The folder of the library that a path is, or lies in. */
export const folderOf = (path: string, folders: readonly Folder[]): Folder | undefined =>
  folders.find((folder) => isInside(path, folder.path));

function isInside(path: string, folder: string): boolean {
  const within = relative(folder, path);
  return within !== '..' && !within.startsWith(`..${sep}`) && !isAbsolute(within);
}

/** What became of folders that lie in others: said, since the numbers are those of the whole folder. */
export function describeNesting(
  added: readonly string[],
  { before, after }: { before: readonly Folder[]; after: readonly Folder[] },
): string[] {
  const parts = added.flatMap((path) => {
    const holder = folderOf(path, after);
    if (holder === undefined || holder.path === path) return [];
    const again = before.some(({ folderId }) => folderId === holder.folderId) ? ', which was read again' : '';
    return [`${path} is part of ${holder.path}${again}.`];
  });
  const takenIn = before.flatMap(({ path, folderId }) => {
    if (after.some((folder) => folder.folderId === folderId)) return [];
    const holder = folderOf(path, after);
    return holder === undefined ? [] : [`${path} was in the library by itself and is part of ${holder.path} now.`];
  });
  return [...new Set([...takenIn, ...parts])];
}
