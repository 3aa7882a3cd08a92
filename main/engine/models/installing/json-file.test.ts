import { existsSync } from 'node:fs';
import { readdir, readFile, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { temporaryFolder } from '../../../testing/temporary-folder.ts';
import { writeJson } from './json-file.ts';

const fullDisk = '/dev/full';

it.skipIf(!existsSync(fullDisk))('on a full disk keeps what was there, leaves nothing else and says why', async () => {
  await using folder = await temporaryFolder();
  const path = join(folder.path, 'plan.json');
  await writeJson(path, 'before');
  await symlink(fullDisk, `${path}.next`);
  await expect(writeJson(path, 'after')).rejects.toMatchObject({ code: 'storage_full' });
  expect(await readdir(folder.path)).toEqual(['plan.json']);
  expect(JSON.parse(await readFile(path, 'utf8'))).toBe('before');
});
