import { statfs } from 'node:fs/promises';
import { dirname } from 'node:path';
import { AppError } from '../../../../app/contract/errors.ts';

/** Left free on a disk by every installation. */
export const spareBytes = 256 * 1024 * 1024;

/** Free bytes where a folder is or will be; null where the disk does not tell. */
export async function freeBytesAt(directory: string): Promise<number | null> {
  for (let folder = directory; ; folder = dirname(folder)) {
    const found = await statfs(folder).catch(() => null);
    if (found !== null) return found.bavail * found.bsize;
    if (dirname(folder) === folder) return null;
  }
}

/** @throws `storage_full`, with how much is needed and how much is free. */
export function requireSpace(neededBytes: number, freeBytes: number | null, title: string): void {
  if (freeBytes === null || neededBytes + spareBytes <= freeBytes) return;
  const needed = gigabytes(neededBytes + spareBytes);
  const message = `${title} needs ${needed} and ${gigabytes(freeBytes)} are free. Free some space, or move the library.`;
  throw new AppError('storage_full', message, { details: { neededBytes: neededBytes + spareBytes, freeBytes } });
}

export const gigabytes = (bytes: number): string =>
  bytes < 1e9 ? `${(bytes / 1e6).toFixed(0)} MB` : `${(bytes / 1e9).toFixed(1)} GB`;
