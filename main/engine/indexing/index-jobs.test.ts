import { mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { AppError } from '../../../app/contract/errors.ts';
import { isOver } from '../../../app/contract/jobs.ts';
import { defaultSettings } from '../../../app/contract/settings.ts';
import type { InferenceClient } from '../../inference/contract.ts';
import type { MediaClient } from '../../media/contract.ts';
import { silentLogger as logger } from '../../platform/testing/silent-logger.ts';
import { openDatabase } from '../../store/database.ts';
import { addFolder, findFolder, listFolders } from '../../store/folders.ts';
import { temporaryFolder } from '../../testing/temporary-folder.ts';
import { createJobs } from '../jobs/create-jobs.ts';
import { scanFolder } from '../library/scan-folder.ts';
import { searchModel } from '../models/testing/search-model.ts';
import { createIndexJobs } from './index-jobs.ts';
import { createIndexer } from './index-photos.ts';

it('photos that wait keep their place where their volume goes meanwhile, and those of other folders go on', async () => {
  await using folder = await temporaryFolder();
  const db = openDatabase(':memory:');
  await using jobs = createJobs({ block: () => null, logger });
  const signal = new AbortController().signal;
  for (const name of ['disk', 'home']) {
    await mkdir(join(folder.path, name));
    await writeFile(join(folder.path, name, `${name}.jpg`), name);
    const folderId = addFolder(db, { path: join(folder.path, name), kind: 'folder', nowMs: 1 });
    await scanFolder(db, findFolder(db, folderId)!, { signal, nowMs: 1 });
  }
  const read: string[] = [];
  const readPhoto: MediaClient['readPhoto'] = async ({ path }) => {
    read.push(path);
    throw new AppError(path.includes('disk') ? 'not_found' : 'decode_failed', path);
  };
  const indexer = createIndexer({
    db,
    media: { readPhoto } as MediaClient,
    index: () => ({}) as InferenceClient,
    thumbnailDirectory: folder.path,
    limits: () => defaultSettings.limits,
    readers: () => 1,
    onVectors: () => undefined,
    onGone: () => undefined,
    onChange: () => undefined,
  });
  const model = searchModel();
  const search = () => model;
  const indexing = createIndexJobs({ db, jobs, indexer, search, onGone: () => undefined, onChange: () => undefined });
  await rename(join(folder.path, 'disk'), join(folder.path, 'disk away'));
  const jobId = indexing.start(null);
  for await (const event of jobs.watch(signal)) {
    const job = event.type === 'snapshot' ? event.jobs[0] : event.job;
    if (job?.jobId === jobId && isOver(job)) break;
  }
  expect(db.prepare('SELECT presence FROM photo').pluck().all()).toEqual(['present', 'present']);
  expect(listFolders(db).map(({ state }) => state)).toEqual(['gone', 'online']);
  expect(read.at(-1)).toContain('home.jpg');
  db.close();
});
