import { expect, test } from 'vitest';
import { answerPieces, withoutOpenReference } from './answer-pieces.ts';

test('photos are cut out of the words around them', () => {
  expect(answerPieces('In [photo 1] a dog, in [Photo 2] a cat.', 2)).toEqual([
    { kind: 'text', text: 'In ', at: 0 },
    { kind: 'photo', number: 1, at: 3 },
    { kind: 'text', text: ' a dog, in ', at: 12 },
    { kind: 'photo', number: 2, at: 23 },
    { kind: 'text', text: ' a cat.', at: 32 },
  ]);
});

test('a number without a photo stays text', () => {
  expect(answerPieces('See [photo 3].', 2)).toEqual([{ kind: 'text', text: 'See [photo 3].', at: 0 }]);
  expect(answerPieces('', 2)).toEqual([]);
});

test('a reference that has only begun is held back', () => {
  const steps = ['In [', 'In [pho', 'In [photo ', 'In [photo 1', 'In [photo 12'];
  expect(steps.map(withoutOpenReference)).toEqual(steps.map(() => 'In '));
  expect(withoutOpenReference('In [photo 1]')).toBe('In [photo 1]');
  expect(withoutOpenReference('a [place')).toBe('a [place');
});
