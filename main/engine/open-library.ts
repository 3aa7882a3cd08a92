import { mkdirSync } from 'node:fs';
import { AppError } from '../../app/contract/errors.ts';
import { discardBegunBackup } from '../store/backup.ts';
import { openDatabase, type WritableDb } from '../store/database.ts';
import { lockLibrary } from '../store/lock-library.ts';
import { createSettingsStore, type SettingsStore } from '../store/settings.ts';
import { libraryFiles, type LibraryFiles } from './settings/library-files.ts';
import { settleLibrary } from './settings/move-library.ts';

export interface OpenLibrary extends Disposable {
  readonly db: WritableDb;
  readonly files: LibraryFiles;
  readonly settings: SettingsStore;
}

/**
 * Opens a library as its only owner, where it was moved to.
 * Rejects `store_in_use`, `store_corrupt`, `store_too_new`, `store_readonly`, `volume_gone`.
 */
export async function openLibrary(home: string, host: string): Promise<OpenLibrary> {
  using stack = new DisposableStack();
  makeDirectory(home);
  stack.use(lockLibrary(home, host));
  const directory = await settleLibrary(home, host);
  if (directory !== home) stack.use(lockLibrary(directory, host));
  const files = libraryFiles(directory);
  const db = openDatabase(files.database);
  stack.defer(() => void db.close());
  // A backup's disk that refuses is no reason to keep the library closed.
  await discardBegunBackup(db).catch(() => undefined);
  const owned = stack.move();
  return { db, files, settings: createSettingsStore(db), [Symbol.dispose]: () => owned.dispose() };
}

function makeDirectory(directory: string): void {
  try {
    mkdirSync(directory, { recursive: true });
  } catch (cause) {
    const message = `The library folder ${directory} cannot be made. Choose another with --library.`;
    throw new AppError('store_readonly', message, { cause });
  }
}
