import { expect, test } from 'vitest';
import { markRanges, removeRange } from './query-text.ts';

test('removing a chip takes its range and leaves single spaces', () => {
  const text = 'dog on a beach before:2020 camera:canon';
  expect(removeRange(text, 15, 26)).toBe('dog on a beach camera:canon');
  expect(removeRange(text, 0, 14)).toBe('before:2020 camera:canon');
  expect(removeRange(text, 27, 39)).toBe('dog on a beach before:2020');
  expect(removeRange('dog', 0, 3)).toBe('');
});

test('marks cut the text without losing any of it', () => {
  const text = 'dog before:soon cat';
  const pieces = markRanges(text, [{ start: 4, end: 15 }]);
  expect(pieces).toEqual([
    { text: 'dog ', marked: false, start: 0 },
    { text: 'before:soon', marked: true, start: 4 },
    { text: ' cat', marked: false, start: 15 },
  ]);
});

test('marks that overlap or reach beyond the end are kept inside', () => {
  const pieces = markRanges('abcdef', [
    { start: 2, end: 5 },
    { start: 1, end: 3 },
    { start: 4, end: 99 },
  ]);
  expect(pieces.map(({ text }) => text).join('')).toBe('abcdef');
  expect(
    pieces
      .filter(({ marked }) => marked)
      .map(({ text }) => text)
      .join(''),
  ).toBe('bcdef');
});
