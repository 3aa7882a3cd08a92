import { mkdir, realpath, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import type { FolderId } from '../../../app/contract/ids.ts';
import { silentLogger as logger } from '../../platform/testing/silent-logger.ts';
import { openDatabase, type WritableDb } from '../../store/database.ts';
import { listFolders } from '../../store/folders.ts';
import { temporaryFolder } from '../../testing/temporary-folder.ts';
import { createChangeFeed } from '../change-feed.ts';
import { createJobs } from '../jobs/create-jobs.ts';
import { searchModel } from '../models/testing/search-model.ts';
import { createLibrary } from './create-library.ts';
import { scanFolder } from './scan-folder.ts';

async function openTestLibrary() {
  const folder = await temporaryFolder();
  const db = openDatabase(':memory:');
  const jobs = createJobs({ block: () => null, logger });
  const library = createLibrary({
    db,
    search: searchModel,
    roots: null,
    jobs,
    changes: createChangeFeed({ intervalMs: 1 }),
    startIndexing: (row) =>
      jobs.add({
        kind: 'index',
        title: row?.path ?? '',
        folderId: row?.folderId ?? null,
        phase: { phase: 'scanning', unit: 'files' },
        async run({ signal }) {
          if (row === null) return;
          await scanFolder(db, row, { signal, nowMs: 2, gate: () => nextTurn() });
        },
      }),
    prioritise: () => undefined,
    onRemoved: () => undefined,
    onFoldersChanged: () => undefined,
  });
  const context = { signal: new AbortController().signal, connection: 'test' };
  return {
    db,
    root: await realpath(folder.path),
    add: async (...paths: string[]) => library.add({ paths }, context),
    remove: async (folderId: string) => library.removeFolder({ folderId: folderId as FolderId }, context),
    async settled() {
      while (jobs.active().length > 0) await nextTurn();
    },
    [Symbol.asyncDispose]: async () => {
      await jobs[Symbol.asyncDispose]();
      db.close();
      await folder[Symbol.asyncDispose]();
    },
  };
}

it('adds all of the paths or none, and names the one that is no photo', async () => {
  await using library = await openTestLibrary();
  const [photos, notes] = [join(library.root, 'photos'), join(library.root, 'notes.txt')];
  await mkdir(photos);
  await writeFile(notes, 'text');
  await expect(library.add(photos, notes)).rejects.toMatchObject({
    code: 'unsupported_format',
    message: expect.stringContaining(notes),
  });
  expect(listFolders(library.db)).toEqual([]);
  await library.add(photos, photos);
  expect(listFolders(library.db)).toHaveLength(1);
});

describe('a folder that another takes in', () => {
  const outer = (root: string): string => join(root, 'photos');
  const inner = (root: string): string => join(root, 'photos', 'inner');
  const write = async (root: string): Promise<void> => {
    await mkdir(inner(root), { recursive: true });
    await writeFile(join(outer(root), 'a.jpg'), 'a');
    await writeFile(join(inner(root), 'b.jpg'), 'b');
    await symlink(outer(root), join(inner(root), 'loop'));
  };
  const presentIn = (db: WritableDb, folderId: string): unknown[] =>
    db
      .prepare(`SELECT name FROM photo WHERE presence = 'present' AND folder_id = ? ORDER BY name`)
      .pluck()
      .all(folderId);

  it('stays out where both are added at once, and no photo is found twice', async () => {
    await using library = await openTestLibrary();
    await write(library.root);
    const { folderIds } = await library.add(inner(library.root), outer(library.root));
    await library.settled();
    expect(listFolders(library.db).map(({ path }) => path)).toEqual([outer(library.root)]);
    expect(folderIds).toHaveLength(1);
    expect(library.db.prepare('SELECT name FROM photo ORDER BY name').pluck().all()).toEqual(['a.jpg', 'b.jpg']);
    expect(presentIn(library.db, folderIds[0]!)).toEqual(['a.jpg', 'b.jpg']);
  });

  it('stays out where it is being scanned', async () => {
    await using library = await openTestLibrary();
    await write(library.root);
    await library.add(inner(library.root));
    await nextTurn();
    const { folderIds } = await library.add(outer(library.root));
    await library.settled();
    expect(listFolders(library.db).map(({ path }) => path)).toEqual([outer(library.root)]);
    expect(presentIn(library.db, folderIds[0]!)).toEqual(['a.jpg', 'b.jpg']);
  });
});

it('takes a folder out for good while it is being scanned', async () => {
  await using library = await openTestLibrary();
  await writeFile(join(library.root, 'a.jpg'), 'a');
  const { folderIds } = await library.add(library.root);
  await library.remove(folderIds[0]!);
  await library.settled();
  expect(listFolders(library.db)).toEqual([]);
});
