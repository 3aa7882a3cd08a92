import { expect, test } from 'vitest';
import type { SearchHit } from '../../../app/contract/search.ts';
import type { z } from 'zod';
import { resultSections } from './result-sections.ts';

const hit = (takenLocal: string, width: number | null, score = 1): z.output<typeof SearchHit> =>
  ({ score, photo: { takenLocal, width, height: width === null ? null : 100 } }) as z.output<typeof SearchHit>;

const hits = [hit('2019-08-12T23:59:59', 150), hit('2019-08-12T00:00:00', null), hit('2018-01-01T10:00:00', 50)];

test('by relevance all stand together', () => {
  expect(resultSections(hits, 'relevance', 'Best')).toEqual([
    { key: 'best', title: 'Best', detail: null, aspects: [150, 133, 50] },
  ]);
});

test('by date they stand under their days', () => {
  expect(resultSections(hits, 'newest', 'Best').map(({ key, aspects }) => [key, aspects])).toEqual([
    ['2019-08-12', [150, 133]],
    ['2018-01-01', [50]],
  ]);
});

test('found by facts alone, nothing is a better match than another', () => {
  const found = resultSections([hit('2019-08-12T10:00:00', 100, 0)], 'relevance', 'Best');
  expect(found.map(({ key }) => key)).toEqual(['2019-08-12']);
});

test('no hit, no heading', () => {
  expect(resultSections([], 'relevance', 'Best')).toEqual([]);
});
