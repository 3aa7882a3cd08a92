import { expect, test } from 'vitest';
import { justify, placeRow } from './justified-layout.ts';

const metrics = { width: 1000, rowHeight: 200, gap: 4 };
const mixed = Array.from({ length: 500 }, (_, index) => [150, 67, 100, 178, 133, 56][(index * 7) % 6]!);

test('every photo is in exactly one row, in order', () => {
  const rows = justify(mixed, metrics);
  const seen = rows.flatMap((row) => Array.from({ length: row.count }, (_, index) => row.start + index));
  expect(seen).toEqual(mixed.map((_, index) => index));
});

test('full rows fill the width to the pixel and stay near the target height', () => {
  const rows = justify(mixed, metrics);
  for (const row of rows.slice(0, -1)) {
    const cells = placeRow(row, mixed, 1000, 4);
    const last = cells.at(-1)!;
    expect(last.x + last.width).toBe(1000);
    expect(row.height).toBeGreaterThan(130);
    expect(row.height).toBeLessThanOrEqual(300);
  }
});

test('photos of a row do not overlap and keep the gap', () => {
  const [row] = justify(mixed, metrics);
  const cells = placeRow(row!, mixed, 1000, 4);
  for (let index = 1; index < cells.length; index++) {
    const before = cells[index - 1]!;
    expect(cells[index]!.x - (before.x + before.width)).toBeCloseTo(4, -0.5);
  }
});

test('the last row is not blown up', () => {
  expect(justify([150], metrics)).toEqual([{ start: 0, count: 1, top: 0, height: 200 }]);
  expect(placeRow({ start: 0, count: 1, top: 0, height: 200 }, [150], 1000, 4)).toEqual([{ x: 0, width: 300 }]);
});

test('a panorama and a strip are cropped to a shape that fits', () => {
  const rows = justify([2000, 5], metrics);
  for (const row of rows) {
    for (const cell of placeRow(row, [2000, 5], 1000, 4)) expect(cell.x + cell.width).toBeLessThanOrEqual(1000);
  }
});

test('a window narrower than one photo still shows it', () => {
  const narrow = { width: 120, rowHeight: 320, gap: 4 };
  const rows = justify([150, 150], narrow);
  expect(rows.map((row) => placeRow(row, [150, 150], 120, 4))).toEqual([
    [{ x: 0, width: 120 }],
    [{ x: 0, width: 120 }],
  ]);
});

test('nothing is no row', () => {
  expect(justify([], metrics)).toEqual([]);
});
