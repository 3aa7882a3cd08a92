import { rename, rm } from 'node:fs/promises';
import type { ReadableDb, WritableDb } from './database.ts';

const pagesPerStep = 500;
const row = 'last_backup';

export interface LastBackup {
  readonly path: string;
  readonly createdMs: number;
  readonly sizeBytes: number;
}

/**
 * Copies the database to `path` while it is in use; the file appears only once it is complete.
 * @param onProgress told the bytes done and in all, before each step; a rejection stops the copy.
 */
export async function copyDatabase(
  db: ReadableDb,
  path: string,
  onProgress: (doneBytes: number, totalBytes: number) => void,
): Promise<void> {
  const partial = `${path}.part`;
  const pageBytes = db.pragma('page_size', { simple: true }) as number;
  try {
    await db.backup(partial, {
      progress({ totalPages, remainingPages }) {
        onProgress((totalPages - remainingPages) * pageBytes, totalPages * pageBytes);
        return pagesPerStep;
      },
    });
    await rename(partial, path);
  } catch (error) {
    await rm(partial, { force: true });
    throw error;
  }
}

export function rememberBackup(db: WritableDb, backup: LastBackup): void {
  db.prepare('INSERT INTO setting VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value').run(
    row,
    JSON.stringify(backup),
  );
}

export function lastBackup(db: ReadableDb): LastBackup | null {
  const stored = db.prepare('SELECT value FROM setting WHERE name = ?').pluck().get(row) as string | undefined;
  return stored === undefined ? null : (JSON.parse(stored) as LastBackup);
}
