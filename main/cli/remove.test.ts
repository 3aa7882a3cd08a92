import { expect, it } from 'vitest';
import type { Folder } from '../../app/contract/library.ts';
import { remove } from './remove.ts';
import { recordSession } from './testing/record-session.ts';

function withFolders(paths: readonly string[], options: { json?: boolean } = {}) {
  const removed: string[] = [];
  const folders = paths.map((path, at) => ({ folderId: String(at + 1), path }) as Folder);
  const library = {
    folders: () => Promise.resolve({ folders } as never),
    removeFolder({ folderId }: { folderId: string }) {
      removed.push(folderId);
      return Promise.resolve({ removed: 1 });
    },
  };
  return { removed, session: recordSession({ engine: { library } }, options) };
}

it('takes a folder out by its path, be it there or gone, and says how many photos left', async () => {
  const { removed, session } = withFolders(['/gone/a', '/gone/b']);
  await remove('/gone/b/', session);
  expect(removed).toEqual(['2']);
  expect(session.printed()).toEqual(['/gone/b is out of the library: 1 photo left it. The files stay where they are.']);
});

it('tells programs', async () => {
  const { session } = withFolders(['/gone/a'], { json: true });
  await remove('/gone/a', session);
  expect(session.printed()).toEqual(['{"type":"removed","folder":"/gone/a","photos":1}']);
});

it('takes an empty name for no folder, not for the one that it runs in', async () => {
  const { removed, session } = withFolders([process.cwd()]);
  await expect(remove('', session)).rejects.toMatchObject({ code: 'invalid_input' });
  expect(removed).toEqual([]);
});

it.each([
  [['/gone/a', '/gone/b'], '/gone/c is not a folder of the library. The library has these:\n  /gone/a\n  /gone/b'],
  [[], '/gone/c is not a folder of the library. The library has no folders.'],
  [['/gone'], '/gone/c is part of /gone, which can only be removed as a whole.'],
])('names the folders that there are (%s)', async (paths, message) => {
  const { removed, session } = withFolders(paths);
  await expect(remove('/gone/c', session)).rejects.toMatchObject({ code: 'not_found', message });
  expect(removed).toEqual([]);
});
