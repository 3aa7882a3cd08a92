import { expect, test } from 'vitest';
import { listMove } from './list-move.ts';

test('arrows, Home and End move inside the list and stop at its ends', () => {
  expect(listMove(0, 'ArrowDown', 3)).toBe(1);
  expect(listMove(2, 'ArrowDown', 3)).toBe(2);
  expect(listMove(0, 'ArrowUp', 3)).toBe(0);
  expect(listMove(0, 'End', 3)).toBe(2);
  expect(listMove(2, 'Home', 3)).toBe(0);
});

test('other keys move nothing, and nothing moves in an empty list', () => {
  expect(listMove(1, 'Enter', 3)).toBeNull();
  expect(listMove(0, 'ArrowDown', 0)).toBeNull();
});
