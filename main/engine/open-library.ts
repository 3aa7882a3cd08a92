import { discardBegunBackup } from '../store/backup.ts';
import { openDatabase, type ReadableDb, type WritableDb } from '../store/database.ts';
import { lockLibrary } from '../store/lock-library.ts';
import { createSettingsStore, type SettingsStore } from '../store/settings.ts';
import { deletePictures, libraryFiles, type LibraryFiles } from './settings/library-files.ts';
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
  stack.use(lockLibrary(home, host));
  const directory = await settleLibrary(home, host);
  if (directory !== home) stack.use(lockLibrary(directory, host));
  const files = libraryFiles(directory);
  const db = openDatabase(files.database);
  stack.defer(() => void db.close());
  // What cannot be deleted is no reason to keep the library closed.
  await discardBegunBackup(db).catch(() => undefined);
  if (!hasPhotos(db)) await deletePictures(files).catch(() => undefined);
  const owned = stack.move();
  return { db, files, settings: createSettingsStore(db), [Symbol.dispose]: () => owned.dispose() };
}

/** A library that was made to forget everything, by a program that was killed before the pictures were deleted, has none. */
const hasPhotos = (db: ReadableDb): boolean => db.prepare('SELECT 1 FROM photo LIMIT 1').get() !== undefined;
