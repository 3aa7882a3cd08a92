import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { silentLogger as logger } from '../../platform/testing/silent-logger.ts';
import { nothingIgnored } from '../../store/folders.ts';
import { temporaryFolder } from '../../testing/temporary-folder.ts';
import { watchFolders } from './watch-folders.ts';

it('notices the return of a folder that was away when watching began', async () => {
  await using folder = await temporaryFolder();
  const path = join(folder.path, 'disk', 'photos');
  const changed = Promise.withResolvers<number>();
  await using watch = watchFolders(changed.resolve, logger);
  watch.set([{ folderId: 7, path, kind: 'folder', state: 'gone', lastScanMs: null, ignored: nothingIgnored }]);
  await new Promise((resolve) => setTimeout(resolve, 300));
  await mkdir(path, { recursive: true });
  await writeFile(join(path, 'a.jpg'), 'picture');
  expect(await changed.promise).toBe(7);
});
