import { expect, test } from 'vitest';
import { parseWholeNumber } from './whole-number.ts';

test.each([
  ['300', 300],
  [' 12 ', 12],
  ['1', 1],
  ['2000', 2000],
])('%j is a number in the range', (text, value) => {
  expect(parseWholeNumber(text, 1, 2000)).toBe(value);
});

test.each(['', '0', '2001', '-5', '1.5', '1e3', 'many', '99999999999'])('%j is not', (text) => {
  expect(parseWholeNumber(text, 1, 2000)).toBeNull();
});
