import { copyFileSync, existsSync, rmSync } from 'node:fs';
import Database from 'better-sqlite3';
import { AppError, type ErrorCode } from '../../app/contract/errors.ts';
import { migrations } from './migrations/index.ts';

declare const readable: unique symbol;
declare const writable: unique symbol;

/** A connection that may only be read from; the brand keeps writes out of code that should not write. */
export type ReadableDb = Database.Database & { readonly [readable]: true };
/** The engine's one writing connection. */
export type WritableDb = ReadableDb & { readonly [writable]: true };

/**
 * Opens the library's database, brought up to this version's schema; the file is copied before it is migrated.
 * Throws `store_too_new`, `store_corrupt`, `store_readonly`, `storage_full`, `io_failed`.
 * @param file path, or `:memory:`.
 */
export function openDatabase(file: string): WritableDb {
  return classified(() => {
    const db = new Database(file);
    db.pragma('journal_mode = WAL');
    db.pragma('synchronous = NORMAL');
    db.pragma('foreign_keys = ON');
    db.pragma('cache_size = -65536');
    db.pragma('mmap_size = 4294967296');
    migrate(db, file);
    return db as WritableDb;
  });
}

function migrate(db: Database.Database, file: string): void {
  const from = db.pragma('user_version', { simple: true }) as number;
  if (from > migrations.length) {
    db.close();
    const message = `The library was made by a newer Afterimage (schema ${from}, this one knows ${migrations.length}).`;
    throw new AppError('store_too_new', `${message} Update Afterimage to open it.`);
  }
  if (from > 0 && from < migrations.length && existsSync(file)) {
    db.pragma('wal_checkpoint(TRUNCATE)');
    copyBefore(file, `${file}.before-schema-${migrations.length}`);
  }
  migrations.slice(from).forEach((sql, index) => {
    db.transaction(() => {
      db.exec(sql);
      db.pragma(`user_version = ${from + index + 1}`);
    })();
  });
}

function copyBefore(file: string, copy: string): void {
  try {
    copyFileSync(file, copy);
  } catch (cause) {
    rmSync(copy, { force: true });
    const full = (cause as NodeJS.ErrnoException).code === 'ENOSPC';
    const message = `The library is copied before it is brought up to date, and ${copy} cannot be written.`;
    const fix = full ? 'Free some space on its disk.' : 'Check the folder and its permissions.';
    throw new AppError(full ? 'storage_full' : 'io_failed', `${message} ${fix}`, { cause });
  }
}

const codes: readonly (readonly [RegExp, ErrorCode, string])[] = [
  [
    /^SQLITE_(CORRUPT|NOTADB)/,
    'store_corrupt',
    'The library file is damaged. Restore a backup, or reset the index in the settings.',
  ],
  [/^SQLITE_READONLY/, 'store_readonly', 'The library folder cannot be written to. Check its permissions.'],
  [/^SQLITE_CANTOPEN/, 'store_readonly', 'The library file cannot be opened. Check the folder and its permissions.'],
  [/^SQLITE_FULL/, 'storage_full', 'The disk that holds the library is full. Free some space.'],
  [/^SQLITE_IOERR/, 'io_failed', 'The disk that holds the library reports an error.'],
];

/** SQLite's error as the product's; anything else unchanged. */
export function asStoreError(error: unknown): unknown {
  const sqlite = error instanceof Database.SqliteError ? error.code : '';
  const known = codes.find(([pattern]) => pattern.test(sqlite));
  return known === undefined ? error : new AppError(known[1], known[2], { details: { sqlite }, cause: error });
}

/** Runs database work, turning SQLite's errors into the product's. */
export function classified<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw asStoreError(error);
  }
}

const statements = new WeakMap<ReadableDb, Map<string, Database.Statement>>();

/** `db.prepare`, once for each fixed text: for work done a photo at a time, where preparing costs more than running. */
export function prepared(db: ReadableDb, sql: string): Database.Statement {
  const known = statements.get(db) ?? new Map<string, Database.Statement>();
  statements.set(db, known);
  const statement = known.get(sql) ?? db.prepare(sql);
  known.set(sql, statement);
  return statement;
}

/** What `PRAGMA quick_check` finds wrong, or null. */
export function integrityProblem(db: ReadableDb): string | null {
  const result = db.pragma('quick_check(1)', { simple: true }) as string;
  return result === 'ok' ? null : result;
}
