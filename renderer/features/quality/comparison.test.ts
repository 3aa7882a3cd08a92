import { expect, test } from 'vitest';
import type { Alignment, ModelInfo } from '../../../app/contract/models.ts';
import { areComparable, compareModels, differsClearly, withMeasured } from './comparison.ts';

const retrieval = (share: number) => ({ recallAt1: share, recallAt5: share, recallAt10: share, medianRank: 3 });

const measured = (modelId: string, share: number, pairs = 100): Alignment =>
  ({
    modelId,
    source: 'caption',
    pairs,
    textToImage: retrieval(share),
    imageToText: retrieval(share),
    chanceAt10: 0.1,
    photosPerSecond: null,
  }) as Alignment;

const model = (modelId: string, change: Partial<ModelInfo> = {}): ModelInfo =>
  ({
    modelId,
    title: modelId,
    tasks: ['search'],
    state: 'installed',
    uses: [],
    sizeBytes: 1,
    device: { device: 'cpu', reason: '', chosenByPerson: false, speed: { perSecond: 30, unit: 'photos' } },
    ...change,
  }) as ModelInfo;

test('installed search models stand side by side, the best first, those not measured last', () => {
  const models = [
    model('a/none'),
    model('a/weak'),
    model('a/good'),
    model('a/away', { state: 'available' }),
    model('a/chat', { tasks: ['answer'] }),
  ];
  const rows = compareModels(models, [measured('a/weak', 0.2), measured('a/good', 0.7)], 'caption');
  expect(rows.map(({ modelId }) => modelId)).toEqual(['a/good', 'a/weak', 'a/none']);
  expect(rows[0]?.photosPerSecond).toBe(30);
  expect(compareModels(models, [measured('a/weak', 0.2)], 'name').every(({ alignment }) => alignment === null)).toBe(
    true,
  );
});

test('models measured on other numbers of photos are not compared', () => {
  const models = [model('a/one'), model('a/two')];
  const rows = (pairs: number) =>
    compareModels(models, [measured('a/one', 0.5), measured('a/two', 0.6, pairs)], 'caption');
  expect(areComparable(rows(100))).toBe(true);
  expect(areComparable(rows(90))).toBe(false);
});

test('a difference counts where it is larger than chance would make it', () => {
  expect(differsClearly(0.5, 0.6, 40)).toBe(false);
  expect(differsClearly(0.5, 0.6, 1000)).toBe(true);
  expect(differsClearly(1, 1, 10)).toBe(false);
});

test('a new measurement takes the place of the last of the same model and words', () => {
  const names = { ...measured('a/one', 0.1), source: 'name' as const };
  const known = withMeasured([measured('a/one', 0.5), names, measured('a/two', 0.4)], measured('a/one', 0.6));
  expect(known.map(({ modelId, source, textToImage }) => [modelId, source, textToImage.recallAt10])).toEqual([
    ['a/one', 'name', 0.1],
    ['a/two', 'caption', 0.4],
    ['a/one', 'caption', 0.6],
  ]);
});
