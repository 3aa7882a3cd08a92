import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { toFileError } from './read-file.ts';

/** Writes a whole file or none: to a name of its own first, then renamed. Rejects `storage_full`, `permission_denied`, `io_failed`. */
export async function writeWhole(path: string, content: Uint8Array): Promise<void> {
  const partial = `${path}.${process.pid}.part`;
  try {
    await mkdir(dirname(path), { recursive: true });
    await writeFile(partial, content);
    await rename(partial, path);
  } catch (error) {
    await rm(partial, { force: true }).catch(() => undefined);
    throw toFileError(error, path);
  }
}
