import { expect, test } from 'vitest';
import { gridMove } from './grid-keys.ts';
import { layoutGrid, rowOf } from './grid-layout.ts';

const aspects = Array.from({ length: 60 }, () => 150);
const layout = layoutGrid([{ key: 'a', title: null, detail: null, aspects }], { width: 900, rowHeight: 200, gap: 4 });

test('arrows stop at both ends', () => {
  expect(gridMove(layout, 0, 'ArrowLeft', 600)).toBe(0);
  expect(gridMove(layout, 59, 'ArrowRight', 600)).toBe(59);
  expect(gridMove(layout, 3, 'ArrowRight', 600)).toBe(4);
});

test('home and end', () => {
  expect([gridMove(layout, 7, 'Home', 600), gridMove(layout, 7, 'End', 600)]).toEqual([0, 59]);
});

test('a page moves by what fits on the screen and comes back', () => {
  const down = gridMove(layout, 1, 'PageDown', 650)!;
  const moved = rowOf(layout, down)!.top - rowOf(layout, 1)!.top;
  expect(moved).toBeGreaterThan(300);
  expect(moved).toBeLessThanOrEqual(650);
  expect(gridMove(layout, down, 'PageUp', 650)).toBe(1);
});

test('a page moves at least one row, however small the window', () => {
  expect(rowOf(layout, gridMove(layout, 0, 'PageDown', 10)!)!.index).toBe(1);
});

test('other keys and an empty grid move nothing', () => {
  expect(gridMove(layout, 0, 'x', 600)).toBeNull();
  expect(gridMove(layoutGrid([], layout.metrics), 0, 'End', 600)).toBeNull();
});
