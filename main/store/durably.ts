import type { WritableDb } from './database.ts';

/**
 * What a person did is on the disk before this returns and survives a loss of power; what an index can find again is flushed
 * now and then, which is faster. Within a transaction it is the outermost write that counts.
 */
export function durably<T>(db: WritableDb, write: () => T): T {
  if (db.inTransaction) return write();
  db.pragma('synchronous = FULL');
  try {
    return write();
  } finally {
    db.pragma('synchronous = NORMAL');
  }
}
