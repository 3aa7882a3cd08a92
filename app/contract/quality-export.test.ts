import { expect, test } from 'vitest';
import { ModelId } from './ids.ts';
import { toCsv, toMarkdown, type QualityRow } from './quality-export.ts';

const row: QualityRow = {
  sizeBytes: 750_000_000,
  photosPerSecond: 31.25,
  alignment: {
    modelId: ModelId.parse('siglip/base'),
    source: 'caption',
    pairs: 812,
    textToImage: { recallAt1: 0.5, recallAt5: 0.75, recallAt10: 0.8125, medianRank: 1 },
    imageToText: { recallAt1: 0.25, recallAt5: 0.5, recallAt10: 0.625, medianRank: 4 },
    chanceAt10: 10 / 812,
    seconds: 3,
    photosPerSecond: 31.25,
    measuredMs: Date.UTC(2026, 10, 25, 12),
  },
};

test('every number stands under its name', () => {
  const [head, line, end] = toCsv([row]).split('\r\n');
  const named = Object.fromEntries(head!.split(',').map((name, index) => [name, line!.split(',')[index]]));
  expect(named).toMatchObject({
    model: 'siglip/base',
    source: 'caption',
    photos: '812',
    text_to_image_recall_at_10: '0.8125',
    image_to_text_median_rank: '4',
    chance_at_10: '0.0123',
    photos_per_second: '31.25',
    size_bytes: '750000000',
    measured: '2026-11-25T12:00:00.000Z',
  });
  expect(end).toBe('');
});

test('a model whose speed nobody measured has an empty cell, and the columns stay in place', () => {
  const [head, line] = toCsv([{ ...row, photosPerSecond: null }]).split('\r\n');
  expect(line!.split(',')).toHaveLength(head!.split(',').length);
  expect(line).toContain(',,750000000,');
});

test('the Markdown has a head, a rule and one row a measured model', () => {
  const lines = toMarkdown([row], 'Quality').trimEnd().split('\n');
  expect(lines).toHaveLength(5);
  expect(new Set(lines.slice(2).map((line) => line.split('|').length)).size).toBe(1);
});
