import { expect, test } from 'vitest';
import { crumbsOf } from './folder-trail.ts';

const trail = [
  { name: 'Pictures', path: '/home/ada/Pictures' },
  { name: '2019', path: '/home/ada/Pictures/2019' },
];

test('the way starts at the only root, by its path', () => {
  expect(crumbsOf(trail, '/home/ada', 'Places')).toEqual([
    { name: '/home/ada', depth: 0 },
    { name: 'Pictures', depth: 1 },
    { name: '2019', depth: 2 },
  ]);
});

test('with several roots it starts at the list of them', () => {
  expect(crumbsOf([], null, 'Places')).toEqual([{ name: 'Places', depth: 0 }]);
});
