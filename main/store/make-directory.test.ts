import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { temporaryFolder } from '../testing/temporary-folder.ts';
import { makeDirectory } from './make-directory.ts';

const script = fileURLToPath(new URL('./make-directory.ts', import.meta.url));

it('makes the folders above, too, and keeps what is there', async () => {
  await using folder = await temporaryFolder();
  const wanted = join(folder.path, 'a', 'b', 'c');
  makeDirectory(wanted);
  makeDirectory(wanted);
  expect(existsSync(wanted)).toBe(true);
});

it('names what is in the way', async () => {
  await using folder = await temporaryFolder();
  const [file, link] = [join(folder.path, 'file'), join(folder.path, 'link')];
  await writeFile(file, '');
  await symlink(join(folder.path, 'nowhere'), link);
  for (const [wanted, says] of [
    [file, `${file} is not a folder`],
    [join(file, 'inside', 'it'), `${file} is not a folder`],
    [link, `${link} is not a folder`],
  ] as const)
    expect(() => makeDirectory(wanted)).toThrowError(
      expect.objectContaining({ code: 'store_readonly', message: expect.stringContaining(says) }),
    );
});

it.skipIf(process.platform !== 'linux').each(['/proc/afterimage', '/proc/afterimage/library', '/dev/full/library'])(
  'ends where a file system refuses folders: %s',
  (wanted) => {
    const program = `import { makeDirectory } from ${JSON.stringify(script)};
      try { makeDirectory(${JSON.stringify(wanted)}) } catch (error) { console.log(error.code, error.message) }`;
    const options = { encoding: 'utf8', timeout: 10_000, killSignal: 'SIGKILL' } as const;
    const said = execFileSync(process.execPath, ['--input-type=module', '-e', program], options);
    expect(said).toContain('store_readonly');
    expect(said).toContain('--library');
  },
);
