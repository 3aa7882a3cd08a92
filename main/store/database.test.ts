import { readdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, it, vi } from 'vitest';
import { temporaryFolder } from '../testing/temporary-folder.ts';
import { integrityProblem, openDatabase, type WritableDb } from './database.ts';
import { vectorsAfter } from './index-results.ts';
import { lockLibrary } from './lock-library.ts';
import { migrations } from './migrations/index.ts';
import { photoSummaries } from './photos.ts';
import { fillLibrary } from './testing/fill-library.ts';
import { embedStep, pendingPhotoIds, recordWork, requeueTooLarge } from './work.ts';

describe('openDatabase', () => {
  it('brings an empty file to the newest schema, and opens it again unchanged', async () => {
    await using folder = await temporaryFolder();
    const file = join(folder.path, 'library.db');
    const first = openDatabase(file);
    const schema = first.prepare('SELECT name, sql FROM sqlite_schema ORDER BY name').all();
    first.close();
    const second = openDatabase(file);
    expect(second.pragma('user_version', { simple: true })).toBe(migrations.length);
    expect(second.prepare('SELECT name, sql FROM sqlite_schema ORDER BY name').all()).toEqual(schema);
    expect(integrityProblem(second)).toBeNull();
    second.close();
    expect((await readdir(folder.path)).filter((name) => name.includes('before-schema'))).toEqual([]);
  });

  const makeOlder = (file: string): void => {
    const older = new Database(file);
    migrations.slice(0, 3).forEach((sql) => older.exec(sql));
    older.pragma('user_version = 3');
    older.exec(`INSERT INTO folder (path, kind, state, added_ms) VALUES ('/photos', 'folder', 'online', 1)`);
    older.close();
  };

  it('says so where an older library cannot be copied, and leaves no half of a copy', async () => {
    await using folder = await temporaryFolder();
    const file = join(folder.path, 'library.db');
    makeOlder(file);
    await symlink(join(folder.path, 'none', 'copy'), `${file}.before-schema-${migrations.length}`);
    expect(() => openDatabase(file)).toThrow(expect.objectContaining({ code: 'io_failed' }));
    expect((await readdir(folder.path)).filter((name) => name.includes('before-schema'))).toEqual([]);
  });

  it('copies a library of an older version before it brings it up to date', async () => {
    await using folder = await temporaryFolder();
    const file = join(folder.path, 'library.db');
    makeOlder(file);
    const db = openDatabase(file);
    expect(db.prepare('SELECT sidecar_modified_ms FROM photo').all()).toEqual([]);
    expect(db.prepare('SELECT path FROM folder').pluck().all()).toEqual(['/photos']);
    db.close();
    expect(await readdir(folder.path)).toContain(`library.db.before-schema-${migrations.length}`);
  });

  it('refuses a library of a newer version and leaves it as it is', async () => {
    await using folder = await temporaryFolder();
    const file = join(folder.path, 'library.db');
    const db = openDatabase(file);
    db.pragma(`user_version = ${migrations.length + 1}`);
    db.close();
    expect(() => openDatabase(file)).toThrow(expect.objectContaining({ code: 'store_too_new' }));
  });

  it('names a file that is not a library', async () => {
    await using folder = await temporaryFolder();
    const file = join(folder.path, 'library.db');
    await writeFile(file, 'certainly no database, but long enough to be looked at as one'.repeat(40));
    expect(() => openDatabase(file)).toThrow(expect.objectContaining({ code: 'store_corrupt' }));
  });

  it.each([
    [
      `SELECT photo_id FROM photo WHERE presence = 'present' AND day = '2020-01-01' ORDER BY taken_sort DESC`,
      'photo_by_day',
    ],
    [`SELECT photo_id FROM photo WHERE presence = 'present' ORDER BY taken_sort DESC, photo_id DESC`, 'photo_by_time'],
    [`SELECT photo_id FROM photo WHERE content_hash = 'x'`, 'photo_by_hash'],
    ['SELECT photo_id FROM photo WHERE size_bytes = 5 AND content_hash IS NOT NULL LIMIT 50', 'photo_by_size'],
    [`SELECT count(*) FROM work WHERE step = 'media' AND state IN ('failed', 'skipped')`, 'work_by_state'],
  ])('answers %s by an index', (sql, index) => {
    const db = openDatabase(':memory:');
    fillLibrary(db, { photos: 500, modelKey: 'test@1', vectorOf: () => new Float32Array(4) });
    const plan = db.prepare(`EXPLAIN QUERY PLAN ${sql}`).all() as { detail: string }[];
    expect(plan.map(({ detail }) => detail).join('\n')).toContain(index);
    db.close();
  });
});

describe('without statistics, which a library never has,', () => {
  const firstStep = (read: (db: WritableDb) => unknown, parameters: readonly unknown[]): string => {
    const db = openDatabase(':memory:');
    const prepare = vi.spyOn(db, 'prepare');
    read(db);
    const plan = db.prepare(`EXPLAIN QUERY PLAN ${prepare.mock.calls[0]![0]}`).all(...parameters);
    db.close();
    return (plan as { detail: string }[])[0]!.detail;
  };

  it('a page of photos is read from its ids, not from the whole library', () => {
    expect(firstStep((db) => photoSummaries(db, [1]), ['[1]'])).toContain('SCAN ids');
  });

  it('a page of vectors is read by photo id, not sorted from the whole library', () => {
    const read = (db: WritableDb) => vectorsAfter(db, 'test@1', { after: 0, limit: 1 });
    expect(firstStep(read, ['test@1', 0, 1])).toBe('SEARCH photo USING INTEGER PRIMARY KEY (rowid>?)');
  });
});

describe('lockLibrary', () => {
  it('has one owner at a time, and names it to the next', async () => {
    await using folder = await temporaryFolder();
    {
      using _owner = lockLibrary(folder.path, 'electron');
      expect(() => lockLibrary(folder.path, 'cli')).toThrow(
        expect.objectContaining({ code: 'store_in_use', details: { pid: process.pid, host: 'electron' } }),
      );
    }
    lockLibrary(folder.path, 'cli')[Symbol.dispose]();
  });

  it('names a folder that cannot hold a library', async () => {
    await using folder = await temporaryFolder();
    const file = join(folder.path, 'file');
    await writeFile(file, '');
    const expected = expect.objectContaining({ code: 'store_readonly', message: expect.stringContaining(file) });
    expect(() => lockLibrary(join(file, 'library'), 'cli')).toThrow(expected);
  });
});

describe('a limit that was raised', () => {
  it('puts photos that were over it back in the queue, and no others', () => {
    const db = openDatabase(':memory:');
    fillLibrary(db, { photos: 3, modelKey: 'test@1', vectorOf: () => new Float32Array(4) });
    const setAside = (photoId: number, code: 'too_large' | 'cloud_placeholder') =>
      recordWork(db, photoId, { step: 'media', state: 'skipped', version: 1, error: { code, message: code } });
    setAside(1, 'too_large');
    setAside(2, 'cloud_placeholder');
    expect(requeueTooLarge(db)).toBe(1);
    expect(pendingPhotoIds(db, embedStep('test@1'), null)).toEqual([1]);
    db.close();
  });
});
