import { expect, test } from 'vitest';
import { nextBand } from './shared-row.ts';

const metrics = { width: 1000, rowHeight: 200, gap: 4 };
const day = (...aspects: number[]) => ({ title: 'a day', aspects });
const ends = (sections: { title: string | null; aspects: number[] }[]) =>
  nextBand(sections, 0, metrics).map(({ x, width }) => [x, x + width]);

test('days that nearly fill the width are stretched to its end', () => {
  const band = nextBand([day(150), day(150), day(100)], 0, metrics);
  expect(band.at(-1)!.x + band.at(-1)!.width).toBe(1000);
  expect(new Set(band.map(({ rows }) => rows[0]!.height))).toEqual(new Set([238]));
});

test('days that are a little too wide are made lower to fit', () => {
  const band = nextBand([day(150, 150), day(178)], 0, metrics);
  expect(band.at(-1)!.x + band.at(-1)!.width).toBe(1000);
  expect(band[0]!.rows[0]!.height).toBe(203);
});

test('days that leave much of the width keep the height of a row', () => {
  expect(ends([day(100), day(100)])).toEqual([
    [0, 200],
    [224, 424],
  ]);
});

test('a narrow photo leaves room for its date', () => {
  expect(ends([day(45), day(45)])).toEqual([
    [0, 104],
    [128, 232],
  ]);
});

test('a day that fits beside no other has the whole width', () => {
  expect(ends([day(150, 150, 150), day(150)])).toEqual([[0, 1000]]);
  expect(ends([day(100), day(...Array.from({ length: 20 }, () => 100)), day(100)])).toEqual([[0, 1000]]);
});

test('photos without a heading, and days without a photo, share no row', () => {
  expect(ends([{ title: null, aspects: [100] }, day(100)])).toEqual([[0, 1000]]);
  expect(ends([day(100), day(), day(100)])).toEqual([[0, 1000]]);
});

test('before the width is known each day stands alone', () => {
  expect(nextBand([day(100), day(100)], 0, { ...metrics, width: 0 })).toHaveLength(1);
});
