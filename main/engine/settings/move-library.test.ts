import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { temporaryFolder } from '../../testing/temporary-folder.ts';
import { openLibrary } from '../open-library.ts';
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
  expect(await settleLibrary(home, 'test')).toBe(target);
  await planMove(target, home, []);
  expect(await settleLibrary(home, 'test')).toBe(home);
  expect(await readFile(join(home, 'library.db'), 'utf8')).toBe('photos');
  expect(await plannedMove(home)).toBeNull();
});

it('stays where it is while the new place is away, and moves once it is back', async () => {
  await using places = await openPlaces();
  const { home, disk, target } = places;
  await planMove(home, target, []);
  await rm(disk, { recursive: true });
  await writeFile(disk, 'in the way');
  expect(await settleLibrary(home, 'test')).toBe(home);
  await rm(disk);
  await mkdir(disk);
  expect(await settleLibrary(home, 'test')).toBe(home);
  expect(await plannedMove(home)).toBe(target);
  await mkdir(target);
  await writeFile(join(target, '.afterimage-move'), '');
  await writeFile(join(target, 'library.db-wal'), 'of an earlier copy');
  expect(await settleLibrary(home, 'test')).toBe(target);
  await expect(readFile(join(target, 'library.db-wal'))).rejects.toMatchObject({ code: 'ENOENT' });
});

it('refuses a folder that holds anything else', async () => {
  await using places = await openPlaces();
  await mkdir(places.target, { recursive: true });
  await writeFile(join(places.target, 'letter.txt'), '');
  await expect(planMove(places.home, places.target, [])).rejects.toMatchObject({ code: 'conflict' });
});

it('killed while it clears its old place, goes on with that at the next start', async () => {
  await using places = await openPlaces();
  const { home, target } = places;
  await planMove(home, target, []);
  await writeFile(join(target, 'library.db'), 'photos');
  await writeFile(join(home, 'location.json'), JSON.stringify({ path: target, leaving: home }));
  expect(await settleLibrary(home, 'test')).toBe(target);
  expect((await readdir(home)).toSorted()).toEqual(['location.json', 'owner.lock']);
  expect(await readdir(target)).not.toContain('.afterimage-move');
  await planMove(target, home, []);
});

it('takes its models and the copies of its database along, and no model that was removed meanwhile', async () => {
  await using places = await openPlaces();
  const { home, target } = places;
  const model = (folder: string, name: string) => join(folder, 'models', name, 'weights.onnx');
  for (const path of [model(home, 'here'), model(target, 'removed'), join(home, 'secrets', 'key')]) {
    await mkdir(join(path, '..'), { recursive: true });
    await writeFile(path, 'content');
  }
  await writeFile(join(home, 'library.db.before-schema-2'), 'older photos');
  await writeFile(join(target, '.afterimage-move'), '');
  await planMove(home, target, []);
  expect(await settleLibrary(home, 'test')).toBe(target);
  expect(await readdir(join(target, 'models'))).toEqual(['here']);
  expect(await readFile(join(target, 'library.db.before-schema-2'), 'utf8')).toBe('older photos');
  expect((await readdir(home)).toSorted()).toEqual(['location.json', 'owner.lock', 'secrets']);
  await planMove(target, home, []);
});

it('copies again what came over damaged', async () => {
  await using places = await openPlaces();
  const { home, target } = places;
  const picture = (folder: string) => join(folder, 'thumbnails', 'a.jpg');
  for (const folder of [home, target]) await mkdir(join(folder, 'thumbnails'), { recursive: true });
  await writeFile(picture(home), 'picture');
  await writeFile(join(target, '.afterimage-move'), '');
  await planMove(home, target, []);
  await writeFile(picture(target), 'damaged');
  expect(await settleLibrary(home, 'test')).toBe(home);
  expect(await settleLibrary(home, 'test')).toBe(target);
  expect(await readFile(picture(target), 'utf8')).toBe('picture');
});

it('opens where it is in spite of a plan that a loss of power cut off, and names a pointer that it cut off', async () => {
  await using places = await openPlaces();
  const { home } = places;
  await writeFile(join(home, 'move.json'), '');
  expect(await settleLibrary(home, 'test')).toBe(home);
  await writeFile(join(home, 'location.json'), '');
  await expect(settleLibrary(home, 'test')).rejects.toMatchObject({ code: 'store_corrupt' });
});

it('does not move while it is open in another process by its new place', async () => {
  await using places = await openPlaces();
  const { home, disk, target } = places;
  await rm(join(home, 'library.db'));
  (await openLibrary(home, 'test'))[Symbol.dispose]();
  await planMove(home, target, []);
  (await openLibrary(home, 'test'))[Symbol.dispose]();
  using _open = await openLibrary(target, 'other');
  await planMove(target, join(disk, 'next'), []);
  await expect(openLibrary(home, 'test')).rejects.toMatchObject({ code: 'store_in_use' });
  expect(await readdir(target)).toContain('library.db');
});
