import { existsSync } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { ReadableDb, WritableDb } from './database.ts';

const pagesPerStep = 500;
const row = 'last_backup';
const begunRow = 'begun_backup';

export interface LastBackup {
  readonly path: string;
  readonly createdMs: number;
  readonly sizeBytes: number;
}

/**
 * Copies the database to `path` while it is in use; the file appears only once it is complete. Killed, the next start deletes
 * the part (`discardBegunBackup`).
 * @param onProgress told the bytes done and in all, before each step; a rejection stops the copy.
 */
export async function copyDatabase(
  db: WritableDb,
  path: string,
  onProgress: (doneBytes: number, totalBytes: number) => void,
): Promise<void> {
  const partial = `${path}.part`;
  const pageBytes = db.pragma('page_size', { simple: true }) as number;
  writeRow(db, begunRow, partial);
  try {
    await db.backup(partial, {
      progress({ totalPages, remainingPages }) {
        onProgress((totalPages - remainingPages) * pageBytes, totalPages * pageBytes);
        return pagesPerStep;
      },
    });
    await rename(partial, path);
  } finally {
    await discardBegunBackup(db);
  }
}

/** Deletes what a copy leaves that was begun and did not come to its end; what is on a disk that is away stays noted. */
export async function discardBegunBackup(db: WritableDb): Promise<void> {
  const partial = readRow(db, begunRow);
  if (partial === undefined || !existsSync(dirname(partial))) return;
  for (const path of [partial, `${partial}-journal`]) await rm(path, { force: true });
  db.prepare('DELETE FROM setting WHERE name = ?').run(begunRow);
}

const readRow = (db: ReadableDb, name: string): string | undefined =>
  db.prepare('SELECT value FROM setting WHERE name = ?').pluck().get(name) as string | undefined;

function writeRow(db: WritableDb, name: string, value: string): void {
  const sql = 'INSERT INTO setting VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value';
  db.prepare(sql).run(name, value);
}

export const rememberBackup = (db: WritableDb, backup: LastBackup): void => writeRow(db, row, JSON.stringify(backup));

export function lastBackup(db: ReadableDb): LastBackup | null {
  const stored = readRow(db, row);
  return stored === undefined ? null : (JSON.parse(stored) as LastBackup);
}
