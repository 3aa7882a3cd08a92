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

/** Forgets everything but the settings. */
export function resetEverything(db: WritableDb): void {
  db.transaction(() => {
    for (const table of tables) db.exec(`DELETE FROM ${table}`);
  })();
  db.exec('VACUUM');
}
