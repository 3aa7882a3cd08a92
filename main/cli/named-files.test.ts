import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { temporaryFolder } from '../testing/temporary-folder.ts';
import { checkFiles } from './named-files.ts';

it('names the first path that is no file, and how', async () => {
  await using folder = await temporaryFolder();
  const photo = join(folder.path, 'a.jpg');
  await writeFile(photo, 'picture');
  await checkFiles([photo]);
  const missing = join(folder.path, 'b.jpg');
  await expect(checkFiles([photo, missing])).rejects.toMatchObject({
    code: 'not_found',
    message: expect.stringContaining(missing),
  });
  await expect(checkFiles([folder.path])).rejects.toMatchObject({ code: 'invalid_input' });
});
