import type { WritableDb } from './database.ts';

/** Forgets what indexing made: every photo waits for it again. Folders, favourites and conversations stay. */
export function resetIndex(db: WritableDb): void {
  db.transaction(() => {
    db.exec(`DELETE FROM embedding; DELETE FROM work WHERE step <> 'media'`);
    db.exec(`UPDATE work SET state = 'pending', attempts = 0, error_code = NULL, error_message = NULL`);
    db.exec(`UPDATE photo SET thumbhash = NULL`);
  })();
}

const tables = ['message', 'conversation', 'measurement', 'embedding', 'work', 'photo_words', 'photo', 'folder'];

/** Forgets everything but the settings: what was there is overwritten, in the file and in its log. */
export function resetEverything(db: WritableDb): void {
  db.pragma('secure_delete = ON');
  db.transaction(() => {
    for (const table of tables) db.exec(`DELETE FROM ${table}`);
  })();
  db.pragma('secure_delete = OFF');
  giveSpaceBack(db);
  db.pragma('wal_checkpoint(TRUNCATE)');
}

/** On a disk that is full the file keeps its size; what it held is overwritten all the same. */
function giveSpaceBack(db: WritableDb): void {
  try {
    db.exec('VACUUM');
  } catch (error) {
    if ((error as { code?: string }).code !== 'SQLITE_FULL') throw error;
  }
}
