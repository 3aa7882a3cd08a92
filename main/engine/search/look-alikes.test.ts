import { expect, it } from 'vitest';
import { AppError } from '../../../app/contract/errors.ts';
import { openExactVectorIndex } from '../../store/exact-vector-index.ts';
import { searchModel } from '../models/testing/search-model.ts';
import { lookAlikes } from './look-alikes.ts';

const photoCount = 12_000;
const alike = 9000;

/** More photos look like the text than the first step of the scan takes. */
function openModel() {
  const vectors = openExactVectorIndex({ modelKey: 'test@1', dim: 2 });
  for (let id = 1; id <= photoCount; id += 1) vectors.set(id, Float32Array.from(id <= alike ? [1, 0] : [0, 1]));
  return searchModel({
    vectors,
    dim: 2,
    calibration: { a: 20, b: -5 },
    embedTexts: async (texts) => texts.map(() => Float32Array.from([1, 0])),
  });
}

const run = () => ({
  signal: new AbortController().signal,
  times: { encodeMs: 0, scanMs: 0 },
});

it.each([
  { what: 'all photos', photoIds: Array.from({ length: photoCount }, (_, at) => at + 1), found: alike },
  { what: 'a few', photoIds: [1, 2, 10_000], found: 2 },
  { what: 'none', photoIds: [], found: 0 },
])('finds every look-alike among $what', async ({ photoIds, found }) => {
  const alikes = await lookAlikes(openModel(), { texts: ['dog'], photoIds, photos: photoCount }, run());
  expect(photoIds.filter((id) => alikes!.has(id))).toHaveLength(found);
});

it('cannot say without a calibration', async () => {
  const query = { texts: ['dog'], photoIds: [1], photos: 1 };
  expect(await lookAlikes(searchModel({ calibration: null }), query, run())).toBeNull();
});

it('asks once more where its process is being restarted', async () => {
  const answers = [
    Promise.reject(new AppError('unavailable', 'It is restarting.')),
    Promise.resolve([Float32Array.from([1, 0])]),
  ];
  const model = { ...openModel(), embedTexts: () => answers.shift()! };
  const query = { texts: ['dog'], photoIds: [1, 10_000], photos: photoCount };
  expect([...(await lookAlikes(model, query, run()))!]).toEqual([1]);
});
