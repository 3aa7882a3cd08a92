import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { temporaryFolder } from '../../testing/temporary-folder.ts';
import { plannedMove, planMove, settleLibrary } from './move-library.ts';

async function openPlaces() {
  const folder = await temporaryFolder();
  const [home, disk] = [join(folder.path, 'home'), join(folder.path, 'disk')];
  await mkdir(home);
  await writeFile(join(home, 'library.db'), 'photos');
  await writeFile(join(home, 'owner.lock'), '');
  return { home, disk, target: join(disk, 'library'), [Symbol.asyncDispose]: () => folder[Symbol.asyncDispose]() };
}

it('moves a library, and back to its first place', async () => {
  await using places = await openPlaces();
  const { home, target } = places;
  await planMove(home, target, []);
  expect(await settleLibrary(home)).toBe(target);
  await planMove(target, home, []);
  expect(await settleLibrary(home)).toBe(home);
  expect(await readFile(join(home, 'library.db'), 'utf8')).toBe('photos');
  expect(await plannedMove(home)).toBeNull();
});

it('stays where it is while the new place is away, and moves once it is back', async () => {
  await using places = await openPlaces();
  const { home, disk, target } = places;
  await planMove(home, target, []);
  await rm(disk, { recursive: true });
  await writeFile(disk, 'in the way');
  expect(await settleLibrary(home)).toBe(home);
  await rm(disk);
  await mkdir(disk);
  expect(await settleLibrary(home)).toBe(home);
  expect(await plannedMove(home)).toBe(target);
  await mkdir(target);
  await writeFile(join(target, '.afterimage-move'), '');
  await writeFile(join(target, 'library.db-wal'), 'of an earlier copy');
  expect(await settleLibrary(home)).toBe(target);
  await expect(readFile(join(target, 'library.db-wal'))).rejects.toMatchObject({ code: 'ENOENT' });
});

it('refuses a folder that holds anything else', async () => {
  await using places = await openPlaces();
  await mkdir(places.target, { recursive: true });
  await writeFile(join(places.target, 'letter.txt'), '');
  await expect(planMove(places.home, places.target, [])).rejects.toMatchObject({ code: 'conflict' });
});
