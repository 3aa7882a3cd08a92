import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';

/** Deletes the oldest rendered pictures until the folder is within its limit; they are made again when asked for. */
export async function prunePreviews(directory: string, limitBytes: number): Promise<void> {
  const names = await readdir(directory, { recursive: true }).catch(() => []);
  const files = [];
  for (const name of names) {
    const path = join(directory, name);
    const found = await stat(path).catch(() => null);
    if (found?.isFile() === true) files.push({ path, bytes: found.size, modifiedMs: found.mtimeMs });
  }
  let total = files.reduce((sum, { bytes }) => sum + bytes, 0);
  for (const { path, bytes } of files.sort((left, right) => left.modifiedMs - right.modifiedMs)) {
    if (total <= limitBytes) return;
    await rm(path, { force: true });
    total -= bytes;
  }
}
