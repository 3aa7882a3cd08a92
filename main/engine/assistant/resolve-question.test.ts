import { expect, test } from 'vitest';
import { withoutPhotoNames } from './named-photos.ts';
import { resolveQuestion } from './resolve-question.ts';

const earlier = [{ question: 'Is there a dog?', cited: [1], confidence: null }];

test('names of photos choose them', () => {
  expect(resolveQuestion('What is in photo 2?', 3, []).about).toEqual([1]);
  expect(resolveQuestion('What is in photos 1 and 3?', 3, []).about).toEqual([0, 2]);
  expect(resolveQuestion('Describe the last one', 3, []).about).toEqual([2]);
  expect(resolveQuestion('Describe photo 7', 3, []).about).toEqual([]);
});

test('"and the third one?" asks the question before of another photo', () => {
  expect(resolveQuestion('And the third one?', 3, earlier)).toMatchObject({ question: 'Is there a dog?', about: [2] });
  expect(resolveQuestion('What about the other photos?', 3, earlier).about).toEqual([0, 2]);
});

test('"it" is the photo of the answer before', () => {
  expect(resolveQuestion('What colour is it?', 3, earlier)).toMatchObject({
    about: [1],
    notice: expect.any(String) as unknown,
  });
  expect(resolveQuestion('What colour is the dog?', 3, earlier)).toMatchObject({ about: [0, 1, 2], notice: null });
});

test('the decoder is asked without the names of photos', () => {
  expect(withoutPhotoNames('what colour is the dog in photo 2?')).toBe('what colour is the dog?');
  expect(withoutPhotoNames('is the second photo indoors?')).toBe('is the photo indoors?');
});
