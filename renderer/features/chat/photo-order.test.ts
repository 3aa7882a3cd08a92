import { expect, test } from 'vitest';
import { moveItem } from './photo-order.ts';

test('an item moves and the rest close up', () => {
  expect(moveItem(['a', 'b', 'c', 'd'], 0, 2)).toEqual(['b', 'c', 'a', 'd']);
  expect(moveItem(['a', 'b', 'c', 'd'], 3, 0)).toEqual(['d', 'a', 'b', 'c']);
});

test('moves beyond the ends change nothing', () => {
  const items = ['a', 'b'];
  expect(moveItem(items, 0, -1)).toBe(items);
  expect(moveItem(items, 1, 2)).toBe(items);
  expect(moveItem(items, 5, 0)).toBe(items);
});
