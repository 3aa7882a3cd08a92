import { describe, expect, it, vi } from 'vitest';
import { openDatabase, type WritableDb } from './database.ts';
import { fillLibrary } from './testing/fill-library.ts';
import { deleteStep, deleteVectors, knownPhotosAfter, vectorKeys, vectorSet, vectorsOfPhotos } from './vector-sets.ts';
import { embedStep, listFailures, pendingPhotoIds } from './work.ts';

function openFilled(): WritableDb {
  const db = openDatabase(':memory:');
  fillLibrary(db, { photos: 30, modelKey: 'a/b@1', vectorOf: (index) => Float32Array.of(index, 0) });
  db.prepare(`INSERT INTO embedding (model_key, content_hash, vector) VALUES ('c/d@1', 'hash-1', x'0000803f')`).run();
  return db;
}

/** What SQLite does for the first statement that `read` prepares. */
function planOf(read: (db: WritableDb) => unknown, parameters: readonly unknown[]): string {
  const db = openDatabase(':memory:');
  const prepare = vi.spyOn(db, 'prepare');
  read(db);
  const plan = db.prepare(`EXPLAIN QUERY PLAN ${prepare.mock.calls[0]![0]}`).all(...parameters);
  db.close();
  return (plan as { detail: string }[]).map(({ detail }) => detail).join('\n');
}

describe('the vectors of a model', () => {
  it('are known by their key, their number and their bytes', () => {
    const db = openFilled();
    expect(vectorKeys(db)).toEqual(['a/b@1', 'c/d@1']);
    expect(vectorSet(db, 'a/b@1')).toEqual({ modelKey: 'a/b@1', vectors: 30, bytes: 240 });
    expect(vectorSet(db, 'c/d@1')).toMatchObject({ vectors: 1, bytes: 4 });
    expect(vectorSet(db, 'e/f@1')).toMatchObject({ vectors: 0, bytes: 0 });
    expect([...vectorsOfPhotos(db, 'c/d@1', [1, 2, 3])]).toEqual([[2, Float32Array.of(1)]]);
    db.close();
  });

  it('go a page at a time, and those of others stay', () => {
    const db = openFilled();
    expect([1, 2, 3].map(() => deleteVectors(db, 'a/b@1', 20))).toEqual([20, 10, 0]);
    expect([1, 2, 3].map(() => deleteStep(db, embedStep('a/b@1'), 20))).toEqual([20, 10, 0]);
    expect(vectorKeys(db)).toEqual(['c/d@1']);
    expect(knownPhotosAfter(db, embedStep('a/b@1'), { after: 28, limit: 10 })).toEqual([
      { photoId: 29, pending: 1 },
      { photoId: 30, pending: 1 },
    ]);
    db.close();
  });

  it('wait for photos on disks that are away', () => {
    const db = openFilled();
    expect(knownPhotosAfter(db, embedStep('c/d@1'), { after: 0, limit: 100 })).toHaveLength(30);
    db.exec(`UPDATE folder SET state = 'gone'`);
    expect(knownPhotosAfter(db, embedStep('c/d@1'), { after: 0, limit: 100 })).toEqual([]);
    expect(pendingPhotoIds(db, embedStep('c/d@1'), null)).toEqual([]);
    expect(pendingPhotoIds(db, embedStep('c/d@1'), 1)).toHaveLength(30);
    db.close();
  });
});

describe('without statistics, which a library never has,', () => {
  it('keys are found by leaps, not by reading every vector', () => {
    expect(planOf(vectorKeys, [])).toMatch(/SEARCH embedding USING COVERING INDEX/);
    expect(planOf(vectorKeys, [])).not.toMatch(/SCAN embedding\b/);
  });

  it('photos for another model are read in order from the index of work', () => {
    const read = (db: WritableDb) => knownPhotosAfter(db, 'embed:a', { after: 0, limit: 1 });
    const plan = planOf(read, ['embed:a', 0, 1]);
    expect(plan.split('\n')[0]).toBe(
      'SEARCH media USING COVERING INDEX work_by_state (step=? AND state=? AND photo_id>?)',
    );
    expect(plan).not.toContain('TEMP B-TREE');
  });

  it('a page of vectors or of work is found by its key before it is deleted', () => {
    expect(planOf((db) => deleteVectors(db, 'a', 1), ['a', 1])).toMatch(/USING COVERING INDEX \S+ \(model_key=\?\)/);
    expect(planOf((db) => deleteStep(db, 'a', 1), ['a', 1])).toMatch(/USING COVERING INDEX work_by_state \(step=\?\)/);
  });

  it('failures are found by step and state', () => {
    const read = (db: WritableDb) => listFailures(db, { offset: 0, limit: 1, modelKeys: ['a'] });
    expect(planOf(read, ['[]', 1, 0])).toMatch(/SEARCH work USING INDEX work_by_state \(step=\? AND state=\?\)/);
  });
});
