import { expect, test } from 'vitest';
import { chunksBetween, daysOf } from './timeline-chunks.ts';

const days = daysOf([
  { day: '2021-03-02', count: 3 },
  { day: '2021-03-01', count: 450 },
  { day: '2020-01-01', count: 10 },
]);

test('a strip loads the pieces of every day it touches', () => {
  expect(chunksBetween(days, 1, 205)).toEqual([
    { day: '2021-03-02', offset: 0, limit: 200, first: 0 },
    { day: '2021-03-01', offset: 0, limit: 200, first: 3 },
    { day: '2021-03-01', offset: 200, limit: 200, first: 203 },
  ]);
});

test('a strip inside one day loads only its pieces', () => {
  expect(chunksBetween(days, 410, 420).map(({ day, offset }) => [day, offset])).toEqual([['2021-03-01', 400]]);
});

test('one photo is in exactly one piece', () => {
  for (const photo of [0, 2, 3, 202, 203, 452, 453, 462]) {
    const chunks = chunksBetween(days, photo, photo + 1);
    expect(chunks).toHaveLength(1);
    expect(photo - chunks[0]!.first).toBeLessThan(200);
  }
});

test('beyond the end there is nothing', () => {
  expect(chunksBetween(days, 463, 500)).toEqual([]);
  expect(chunksBetween([], 0, 10)).toEqual([]);
});
