import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { JobId } from '../../../app/contract/ids.ts';
import { silentLogger as logger } from '../../platform/testing/silent-logger.ts';
import { openDatabase } from '../../store/database.ts';
import { listFolders } from '../../store/folders.ts';
import { temporaryFolder } from '../../testing/temporary-folder.ts';
import { createChangeFeed } from '../change-feed.ts';
import { createJobs } from '../jobs/create-jobs.ts';
import { searchModel } from '../models/testing/search-model.ts';
import { createLibrary } from './create-library.ts';

it('adds all of the paths or none, and names the one that is no photo', async () => {
  await using folder = await temporaryFolder();
  const [photos, notes] = [join(folder.path, 'photos'), join(folder.path, 'notes.txt')];
  await mkdir(photos);
  await writeFile(notes, 'text');
  const db = openDatabase(':memory:');
  await using jobs = createJobs({ block: () => null, logger });
  const library = createLibrary({
    db,
    search: searchModel,
    roots: null,
    jobs,
    changes: createChangeFeed({ intervalMs: 1 }),
    startIndexing: () => 'job' as JobId,
    prioritise: () => undefined,
    onRemoved: () => undefined,
    onFoldersChanged: () => undefined,
  });
  const context = { signal: new AbortController().signal, connection: 'test' };
  const adding = async (paths: string[]) => library.add({ paths }, context);
  await expect(adding([photos, notes])).rejects.toMatchObject({
    code: 'unsupported_format',
    message: expect.stringContaining(notes),
  });
  expect(listFolders(db)).toEqual([]);
  await adding([photos, photos]);
  expect(listFolders(db)).toHaveLength(1);
  db.close();
});
