import { expect, it } from 'vitest';
import { openDatabase } from './database.ts';
import { resetEverything } from './reset-library.ts';
import { fillLibrary } from './testing/fill-library.ts';

it('forgets everything but the settings, measurements of photos that are gone among it', () => {
  const db = openDatabase(':memory:');
  fillLibrary(db, { photos: 3, modelKey: 'test@1', vectorOf: () => new Float32Array(4) });
  db.exec(`INSERT INTO measurement VALUES ('test', 'caption', 1, '{}'); INSERT INTO setting VALUES ('settings', '{}')`);
  resetEverything(db);
  const tables = db
    .prepare(`SELECT name FROM pragma_table_list WHERE type = 'table' AND schema = 'main'`)
    .pluck()
    .all();
  const kept = (tables as string[]).filter(
    (name) => !name.startsWith('sqlite_') && db.prepare(`SELECT count(*) FROM ${name}`).pluck().get() !== 0,
  );
  expect(kept).toEqual(['setting']);
  db.close();
});
