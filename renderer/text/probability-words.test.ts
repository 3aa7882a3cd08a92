import { expect, test } from 'vitest';
import { confidenceWords, probabilityWords } from './probability-words.ts';

test('the words follow the number', () => {
  const steps = [0, 0.1, 0.3, 0.5, 0.7, 0.9, 1];
  expect(steps.map(probabilityWords)).toEqual([
    'anything',
    'unlikely',
    'possible',
    'rather likely',
    'likely',
    'very likely',
    'very likely',
  ]);
  expect(steps.map(confidenceWords)).toEqual([
    'a guess',
    'a guess',
    'unsure',
    'rather sure',
    'fairly sure',
    'very sure',
    'very sure',
  ]);
});
