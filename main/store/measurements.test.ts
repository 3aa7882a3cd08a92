import { join } from 'node:path';
import { existsSync } from 'node:fs';
import Database from 'better-sqlite3';
import { expect, it } from 'vitest';
import { ModelId } from '../../app/contract/ids.ts';
import type { Alignment } from '../../app/contract/models.ts';
import { temporaryFolder } from '../testing/temporary-folder.ts';
import { openDatabase } from './database.ts';
import { lastPhotosPerSecond, listMeasurements, storeMeasurement } from './measurements.ts';
import { migrations } from './migrations/index.ts';

const retrieval = { recallAt1: 0.5, recallAt5: 0.6, recallAt10: 0.7, medianRank: 1 };
const alignment = (change: Partial<Alignment> = {}): Alignment => ({
  modelId: ModelId.parse('test/model'),
  source: 'caption',
  pairs: 100,
  textToImage: retrieval,
  imageToText: retrieval,
  chanceAt10: 0.1,
  seconds: 1,
  photosPerSecond: null,
  measuredMs: 1,
  ...change,
});

it('keeps the last measurement of each model and source, newest first', () => {
  const db = openDatabase(':memory:');
  storeMeasurement(db, alignment({ photosPerSecond: 12 }));
  storeMeasurement(db, alignment({ source: 'name', measuredMs: 3 }));
  storeMeasurement(db, alignment({ photosPerSecond: 15, measuredMs: 2 }));
  expect(listMeasurements(db).map(({ source, measuredMs }) => [source, measuredMs])).toEqual([
    ['name', 3],
    ['caption', 2],
  ]);
  expect(lastPhotosPerSecond(db, 'test/model')).toBe(15);
  expect(lastPhotosPerSecond(db, 'test/other')).toBeNull();
  db.close();
});

it('has a table in a library that was made before there was one, which is copied first', async () => {
  await using folder = await temporaryFolder();
  const file = join(folder.path, 'library.db');
  const old = new Database(file);
  for (const sql of migrations.slice(0, 2)) old.exec(sql);
  old.exec(`INSERT INTO folder (folder_id, path, kind, state, added_ms) VALUES (1, '/photos', 'folder', 'online', 0)`);
  old.pragma('user_version = 2');
  old.close();
  const db = openDatabase(file);
  storeMeasurement(db, alignment());
  expect(listMeasurements(db)).toHaveLength(1);
  expect(db.prepare('SELECT count(*) FROM folder').pluck().get()).toBe(1);
  const plan = db
    .prepare('EXPLAIN QUERY PLAN SELECT alignment FROM measurement WHERE model_id = ? AND source = ?')
    .all('a', 'b');
  expect((plan as { detail: string }[])[0]!.detail).toContain('USING PRIMARY KEY');
  db.close();
  expect(existsSync(`${file}.before-schema-${migrations.length}`)).toBe(true);
});
