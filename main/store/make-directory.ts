import { existsSync, mkdirSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { AppError } from '../../app/contract/errors.ts';

/**
 * Makes the library's folder, and those above it one by one: Node's own recursive way never ends on a file system that
 * answers as `/proc` does. Throws `store_readonly`.
 */
export function makeDirectory(directory: string): void {
  for (const folder of missingAbove(directory)) makeOne(folder, directory);
  if (!statSync(directory, { throwIfNoEntry: false })?.isDirectory())
    throw cannotBeMade(directory, `${directory} is not a folder`);
}

/** The outermost first. */
function missingAbove(directory: string): string[] {
  const missing: string[] = [];
  for (let folder = directory; !existsSync(folder) && dirname(folder) !== folder; folder = dirname(folder))
    missing.unshift(folder);
  return missing;
}

function makeOne(folder: string, wanted: string): void {
  try {
    mkdirSync(folder);
  } catch (cause) {
    const { code = '' } = cause as NodeJS.ErrnoException;
    if (code === 'EEXIST') return;
    const why = reasons[code] ?? ((parent: string) => `${parent} takes no folders`);
    throw cannotBeMade(wanted, why(dirname(folder)), cause);
  }
}

const forbidden = (parent: string): string => `this user may not make folders in ${parent}`;

const reasons: Readonly<Record<string, (parent: string) => string>> = {
  EACCES: forbidden,
  EPERM: forbidden,
  EROFS: (parent) => `${parent} may only be read`,
  ENOTDIR: (parent) => `${parent} is not a folder`,
  ENOSPC: (parent) => `the disk of ${parent} is full`,
};

function cannotBeMade(directory: string, why: string, cause?: unknown): AppError {
  const message = `The library folder ${directory} cannot be made: ${why}. Choose another with --library.`;
  return new AppError('store_readonly', message, { cause });
}
