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

test.each([
  ['what is in photos 1-2?', [0, 1]],
  ['describe photos 1 to 3', [0, 1, 2]],
  ['what is in the second?', [1]],
  ['describe the first two', [0, 1]],
  ['describe the last two photos', [1, 2]],
  ['which is the first?', [0, 1, 2]],
  ['what was the first one taken?', [0, 1, 2]],
  ['where is the first aid kit?', [0, 1, 2]],
])('%s names photos', (question, about) => {
  expect(resolveQuestion(question, 3, [])).toMatchObject({ question, about });
});

const ofTheFirst = [{ question: 'Is there a dog in photo 1?', cited: [0], confidence: null }];

test.each([
  ['and the other one?', [1, 2]],
  ['and the others?', [1, 2]],
  ['and the rest?', [1, 2]],
  ['what about 2?', [1]],
  ['second?', [1]],
  ['photo 2?', [1]],
  ['and the next one?', [1]],
  ['also in photo 3?', [2]],
  ['the same for photo 2', [1]],
  ['and photos 1 and 3?', [0, 2]],
  ['what about the first two?', [0, 1]],
  ['and in photo 7?', []],
])('%s asks the question before of other photos', (question, about) => {
  expect(resolveQuestion(question, 3, ofTheFirst)).toMatchObject({ question: 'Is there a dog in the photo?', about });
});

test.each([
  ['Is there a cat?', 'and the dog?', 'is there a dog?'],
  ['Is there a cat?', 'what about people?', 'are there any people?'],
  ['what colour is the car?', 'and the shoes?', 'what colour are the shoes?'],
  ['What is the man doing?', 'and the dog?', 'what is the dog doing?'],
  ['How many dogs are there?', 'and the cats?', 'how many cats are there?'],
  ['Describe this', 'and the dog?', 'and the dog?'],
  ['Is there a cat?', 'and the camera?', 'and the camera?'],
  ['Is there a cat?', 'and you?', 'and you?'],
  ['Is there a cat?', 'and is there a dog?', 'and is there a dog?'],
])('after %s, %s asks %s', (question, next, expected) => {
  const turn = { question, cited: [0], confidence: null };
  expect(resolveQuestion(next, 1, [turn]).question).toBe(expected);
});

test('where there is only one photo there is no other', () => {
  expect(resolveQuestion('and the other one?', 1, ofTheFirst)).toMatchObject({ about: [], notice: null });
  expect(resolveQuestion('and the next one?', 1, ofTheFirst).about).toEqual([]);
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
