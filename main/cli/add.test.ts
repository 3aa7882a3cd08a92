import { mkdir, realpath } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { FolderId } from '../../app/contract/ids.ts';
import type { Job } from '../../app/contract/jobs.ts';
import type { Counts, Folder } from '../../app/contract/library.ts';
import { temporaryFolder } from '../testing/temporary-folder.ts';
import { add } from './add.ts';
import { recordSession } from './testing/record-session.ts';

const counts: Counts = {
  photos: 1,
  indexed: 1,
  pending: 0,
  failed: 0,
  skipped: 0,
  ignored: 1,
  videos: 1,
  liveMovies: 0,
  raw: 0,
  leftOutFolders: 2,
};

function sessionOn(folder: string) {
  const folderId = '1' as FolderId;
  const folders = [{ folderId, path: folder, counts } as Folder];
  const job = { jobId: 'job', folderId, state: 'finished', failure: null, waitingFor: null } as unknown as Job;
  const progress = {
    phase: 'indexing',
    done: 1,
    total: 1,
    unit: 'photos',
    perSecond: null,
    secondsLeft: null,
  } as const;
  return recordSession({
    engine: {
      library: {
        folders: () => Promise.resolve({ folders, counts }),
        add: () => Promise.resolve({ folderIds: [folderId] } as never),
      },
      jobs: {
        watch: async function* () {
          yield { type: 'snapshot', jobs: [{ ...job, progress }] };
        } as never,
      },
    },
  });
}

it('says that a part of a folder was read with all of it, and what was left out', async () => {
  await using temporary = await temporaryFolder();
  const folder = await realpath(temporary.path);
  const inner = join(folder, 'inner');
  await mkdir(inner);
  const session = sessionOn(folder);
  await add([inner], session);
  const [notice, tally, ...rest] = session.printed();
  expect(notice).toBe(`${inner} is part of ${folder}, which was read again.`);
  expect(tally).toMatch(/^1 photo: 1 indexed, 0 failed, 0 left out \(/);
  expect(rest).toEqual([
    'Not searched yet: 1 video.',
    'Not looked into: 2 folders (hidden, a cache, the trash or another program’s).',
  ]);
});

it.each([
  [[''], 'A folder has an empty name. Name each folder.'],
  [['x'.repeat(5000)], 'A path has 5000 characters. Name a folder above it.'],
  [Array.from({ length: 1001 }, () => 'x'), '1001 folders are too many at once. Name 1000 at most.'],
])('says what is wrong with what was named', async (paths, message) => {
  await expect(add(paths, sessionOn('/p'))).rejects.toMatchObject({ code: 'invalid_input', message });
});
