import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { temporaryFolder } from '../testing/temporary-folder.ts';
import { addMessage, createConversation } from './conversations.ts';
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

it.each(['with room', 'on a full disk'])('leaves no word of it in the files, %s', async (where) => {
  await using folder = await temporaryFolder();
  const file = join(folder.path, 'library.db');
  const db = openDatabase(file);
  fillLibrary(db, { photos: 200, modelKey: 'test@1', vectorOf: () => new Float32Array(4) });
  const conversationId = createConversation(db, { title: 'Geheimnis', nowMs: 1 });
  for (let n = 0; n < 50; n++)
    addMessage(db, { conversationId, role: 'user', text: `Geheimnis ${n}`.repeat(99), photoIds: [], nowMs: n });
  db.exec(
    `UPDATE photo SET path = path || 'Geheimnis'; INSERT INTO photo_words (rowid, name) VALUES (9999, 'Geheimnis')`,
  );
  if (where === 'on a full disk') db.pragma(`max_page_count = ${db.pragma('page_count', { simple: true }) as number}`);
  const words = () =>
    [file, `${file}-wal`].filter(existsSync).map((path) => readFileSync(path, 'latin1').toLowerCase());
  expect(words().join('')).toContain('geheimnis');
  resetEverything(db);
  expect(words().join('')).not.toContain('geheimnis');
  db.close();
});
