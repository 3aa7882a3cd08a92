import { expect, it } from 'vitest';
import { openDatabase } from './database.ts';
import {
  addFolder,
  countPhotos,
  finishScan,
  listFolders,
  nothingIgnored,
  removeFolder,
  setFolderState,
} from './folders.ts';
import { fillLibrary } from './testing/fill-library.ts';
import { countSetAside, embedStep, recordWork } from './work.ts';

it('counts each photo once, by what has become of it', () => {
  const db = openDatabase(':memory:');
  fillLibrary(db, { photos: 8, modelKey: 'test@1', vectorOf: () => new Float32Array(4) });
  const step = embedStep('test@1');
  const error = { code: 'decode_failed', message: 'damaged' } as const;
  recordWork(db, 1, { step: 'media', state: 'failed', version: 1, error });
  recordWork(db, 2, { step: 'media', state: 'pending', version: 1 });
  recordWork(db, 3, { step, state: 'failed', version: 1, error });
  recordWork(db, 4, { step: 'media', state: 'skipped', version: 1, error });
  db.prepare(`DELETE FROM work WHERE photo_id = 4 AND step = ?`).run(step);
  db.prepare(`DELETE FROM work WHERE photo_id = 5`).run();
  recordWork(db, 6, { step: 'media', state: 'failed', version: 1, error });
  db.prepare(`UPDATE photo SET presence = 'missing' WHERE photo_id IN (6, 7)`).run();
  expect(countPhotos(db, step)).toEqual(new Map([[1, { indexed: 1, pending: 2, failed: 2, skipped: 1 }]]));
  expect(countSetAside(db, 'test@1')).toBe(3);
  expect(countSetAside(db, 'another@1')).toBe(2);
  db.close();
});

it('brings no folder back that was taken out, whatever a scan of it finds', () => {
  const db = openDatabase(':memory:');
  const folderId = addFolder(db, { path: '/photos', kind: 'folder', nowMs: 1 });
  removeFolder(db, folderId);
  finishScan(db, folderId, { ignored: nothingIgnored, nowMs: 2 });
  setFolderState(db, folderId, 'gone');
  expect(listFolders(db)).toEqual([]);
  addFolder(db, { path: '/photos', kind: 'folder', nowMs: 3 });
  expect(listFolders(db)).toMatchObject([{ folderId, state: 'online' }]);
  db.close();
});
