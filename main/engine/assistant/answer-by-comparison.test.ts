import { expect, test } from 'vitest';
import { searchModel } from '../models/testing/search-model.ts';
import { answerByComparison } from './answer-by-comparison.ts';
import type { Comparison } from './route.ts';
import { answered } from './testing/answered.ts';
import { fakeSubjects } from './testing/fake-subjects.ts';

interface Photo {
  readonly hash: string;
  /** Of its unit vector; the words asked for are at 0. */
  readonly degrees: number;
}

const vectorAt = (degrees: number): Float32Array => {
  const angle = (degrees * Math.PI) / 180;
  return Float32Array.of(Math.cos(angle), Math.sin(angle), 0, 0);
};

async function compare(comparison: Comparison, ...photos: readonly Photo[]) {
  const subjects = photos.map(({ hash, degrees }, at) => ({
    number: at + 1,
    subject: {
      ...fakeSubjects().ofFile('1.jpg'),
      key: () => Promise.resolve(hash),
      vector: () => Promise.resolve(vectorAt(degrees)),
    },
  }));
  const search = searchModel({ calibration: { a: 10, b: -5 }, embedText: () => Promise.resolve(vectorAt(0)) });
  const { signal } = new AbortController();
  return answered(answerByComparison(subjects, { comparison, search, signal }));
}

test('the same file is known by its content', async () => {
  const answer = await compare(
    { kind: 'same_file' },
    { hash: 'a', degrees: 0 },
    { hash: 'b', degrees: 0 },
    { hash: 'a', degrees: 90 },
  );
  expect(answer.text).toBe('Yes, the very same file: [photo 1] and [photo 3]. No others are the same.');
  expect(answer).toMatchObject({ cited: [1, 3], confidence: 1, confidenceKind: 'exact' });
});

test('files that differ are never called duplicates or alike', async () => {
  const two = [
    { hash: 'a', degrees: 0 },
    { hash: 'b', degrees: 60 },
  ];
  const three = [...two, { hash: 'c', degrees: 70 }];
  expect((await compare({ kind: 'same_file' }, ...two)).text).toBe(
    'No two are the same file; their likeness is 0.50 of 1.',
  );
  expect((await compare({ kind: 'same_file' }, ...three)).text).toBe(
    'No two are the same file; the closest are [photo 2] and [photo 3]: 0.98 of 1.',
  );
  expect((await compare({ kind: 'alike' }, ...two)).text).toBe('The likeness of [photo 1] and [photo 2] is 0.50 of 1.');
  expect((await compare({ kind: 'alike' }, ...three)).text).toMatch(
    /^\[photo 2\] and \[photo 3\] come closest to each other: likeness 0\.98/,
  );
});

test('what does not show a thing is what fits it least', async () => {
  const comparison = { kind: 'lacks', text: 'a cat' } as const;
  const lacking = await compare(comparison, { hash: 'a', degrees: 0 }, { hash: 'b', degrees: 90 });
  expect(lacking.text).toMatch(/^\[photo 2\] fits “a cat” least \(0\.01\)/);
  expect(lacking.cited).toEqual([2]);
  expect(lacking.confidence).toBeGreaterThan(0.9);
  const showing = await compare(comparison, { hash: 'a', degrees: 0 }, { hash: 'b', degrees: 10 });
  expect(showing.text).toMatch(/^All of these seem to show “a cat”\. \[photo 2\]/);
});
