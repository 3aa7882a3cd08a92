import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { temporaryFolder } from '../testing/temporary-folder.ts';
import { copyDatabase, discardBegunBackup } from './backup.ts';
import { openDatabase } from './database.ts';

it('leaves a whole copy or nothing, and of one that was killed the next start leaves nothing', async () => {
  await using folder = await temporaryFolder();
  const db = openDatabase(':memory:');
  const path = join(folder.path, 'backup.db');
  let killed = '';
  const stop = (): never => {
    killed = db.prepare(`SELECT value FROM setting WHERE name = 'begun_backup'`).pluck().get() as string;
    throw new Error('stopped');
  };
  await expect(copyDatabase(db, path, stop)).rejects.toThrow('stopped');
  expect(await readdir(folder.path)).toEqual([]);

  db.prepare(`INSERT INTO setting VALUES ('begun_backup', ?)`).run(killed);
  for (const name of [killed, `${killed}-journal`]) await writeFile(name, 'half');
  await discardBegunBackup(db);
  expect(await readdir(folder.path)).toEqual([]);

  await copyDatabase(db, path, () => undefined);
  await discardBegunBackup(db);
  expect(await readdir(folder.path)).toEqual(['backup.db']);
  db.close();
});
