import { expect, test } from 'vitest';
import { crumbsOf, listMove } from './folder-trail.ts';

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

test('arrows, Home and End move inside the list and stop at its ends', () => {
  expect(listMove(0, 'ArrowDown', 3)).toBe(1);
  expect(listMove(2, 'ArrowDown', 3)).toBe(2);
  expect(listMove(0, 'ArrowUp', 3)).toBe(0);
  expect(listMove(0, 'End', 3)).toBe(2);
  expect(listMove(2, 'Home', 3)).toBe(0);
  expect(listMove(1, 'Enter', 3)).toBeNull();
  expect(listMove(0, 'ArrowDown', 0)).toBeNull();
});
