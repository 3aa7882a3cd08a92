import { expect, it } from 'vitest';
import type { Folder } from '../../app/contract/library.ts';
import { describeNesting, folderOf } from './known-folders.ts';

const folder = (folderId: string, path: string): Folder => ({ folderId, path }) as Folder;

it('tells a folder inside from one whose name begins alike', () => {
  const folders = [folder('1', '/p/a')];
  expect(folderOf('/p/a', folders)?.folderId).toBe('1');
  expect(folderOf('/p/a/..b', folders)?.folderId).toBe('1');
  expect(folderOf('/p/ab', folders)).toBeUndefined();
  expect(folderOf('/p', folders)).toBeUndefined();
});

it('says which folder was read again for a part of it', () => {
  const known = [folder('1', '/p')];
  expect(describeNesting(['/p/a/dog.jpg', '/p'], { before: known, after: known })).toEqual([
    '/p/a/dog.jpg is part of /p, which was read again.',
  ]);
});

it('says which folders a new one took in, added before or at once', () => {
  const [inner, outer] = [folder('1', '/p/a'), folder('2', '/p')];
  expect(describeNesting(['/p'], { before: [inner], after: [outer] })).toEqual([
    '/p/a was in the library by itself and is part of /p now.',
  ]);
  expect(describeNesting(['/p/a', '/p'], { before: [], after: [outer] })).toEqual(['/p/a is part of /p.']);
});
