import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { expect, it } from 'vitest';
import type { WritableDb } from '../store/database.ts';
import { resetEverything } from '../store/reset-library.ts';
import { fillLibrary } from '../store/testing/fill-library.ts';
import { temporaryFolder } from '../testing/temporary-folder.ts';
import { openLibrary } from './open-library.ts';

it('deletes at the next start the pictures of all that was forgotten, and no others', async () => {
  await using folder = await temporaryFolder();
  const thumbnail = join(folder.path, 'thumbnails', 'aa', 'a.jpg');
  const open = async (change: (db: WritableDb) => void): Promise<void> => {
    const library = await openLibrary(folder.path, 'test');
    change(library.db);
    library[Symbol.dispose]();
  };
  await open((db) => fillLibrary(db, { photos: 1, modelKey: 'test@1', vectorOf: () => new Float32Array(4) }));
  await mkdir(dirname(thumbnail), { recursive: true });
  await writeFile(thumbnail, 'picture');
  await open(resetEverything);
  expect(existsSync(thumbnail)).toBe(true);
  await open(() => undefined);
  expect(existsSync(thumbnail)).toBe(false);
});
