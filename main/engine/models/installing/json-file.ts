import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { z } from 'zod';
import { toDiskError } from '../../../network/download/disk-error.ts';
import { syncFolder } from '../../../platform/sync-folder.ts';

/**
 * Writes a JSON file in one step that survives a loss of power: all of it, or what was there before.
 * Rejects `storage_full`, `permission_denied`, `io_failed`.
 */
export async function writeJson(path: string, value: unknown): Promise<void> {
  await writeFileSafely(path, `${JSON.stringify(value, null, 2)}\n`);
}

export async function writeFileSafely(path: string, text: string): Promise<void> {
  const next = `${path}.next`;
  try {
    await writeFile(next, text, { flush: true });
    await rename(next, path);
  } catch (error) {
    await rm(next, { force: true });
    throw toDiskError(error, path);
  }
  await syncFolder(dirname(path));
}

/** null where there is none, or none that can be read. */
export async function readJson<S extends z.ZodType>(path: string, schema: S): Promise<z.output<S> | null> {
  try {
    return schema.parse(JSON.parse(await readFile(path, 'utf8')));
  } catch {
    return null;
  }
}
