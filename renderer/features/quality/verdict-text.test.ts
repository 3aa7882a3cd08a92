import { expect, test } from 'vitest';
import { ModelId } from '../../../app/contract/ids.ts';
import { betterThanUsed, verdictOn, type MeasuredModel } from './verdict-text.ts';

const retrieval = (share: number) => ({ recallAt1: share, recallAt5: share, recallAt10: share, medianRank: 2 });

function model(
  title: string,
  share: number,
  { pairs = 500, photosPerSecond = null as number | null } = {},
): MeasuredModel {
  const modelId = ModelId.parse('a/b');
  const alignment = {
    modelId,
    source: 'caption' as const,
    pairs,
    textToImage: retrieval(share),
    imageToText: retrieval(share),
    chanceAt10: 10 / pairs,
    seconds: 1,
    photosPerSecond,
    measuredMs: 0,
  };
  return { modelId, title, inUse: false, sizeBytes: 1, photosPerSecond, alignment };
}

test('a clear difference is said, with what it costs', () => {
  const models = [model('Large', 0.8, { photosPerSecond: 10 }), model('Small', 0.4, { photosPerSecond: 45 })];
  expect(verdictOn(models)).toBe(
    'Large finds the right photo among the first 10 for 80% of the words, Small for 40%. ' +
      'Small looks at 4.5 times as many photos a second.',
  );
});

test('a difference that chance would make is called none', () => {
  const models = [model('Large', 0.62, { pairs: 40 }), model('Small', 0.58, { pairs: 40 })];
  expect(verdictOn(models)).toContain('too close to tell apart');
  expect(verdictOn(models)).toContain('fewer than 50 photos');
});

test('one model alone is set beside guessing', () => {
  expect(verdictOn([model('Small', 0.4)])).toContain('for 40% of these words. Guessing would for 2%.');
});

test('a model is worth choosing where it finds clearly more than the one in use', () => {
  const used = { ...model('Small', 0.4), inUse: true };
  const better = model('Large', 0.8);
  expect(betterThanUsed([better, used])).toBe(better);
  expect(betterThanUsed([model('Large', 0.41), used])).toBeNull();
  expect(betterThanUsed([used, model('Other', 0.2)])).toBeNull();
  expect(betterThanUsed([better])).toBeNull();
});
