import { expect, test } from 'vitest';
import { formatBytes, formatBytesOf, formatDay, formatDuration, formatExposure, formatSeconds } from './format.ts';

test('sizes use the unit that keeps them short', () => {
  expect([0, 999, 1500, 3_400_000, 407_500_000, 12_000_000_000].map(formatBytes)).toEqual([
    '0 B',
    '999 B',
    '2 kB',
    '3.4 MB',
    '408 MB',
    '12 GB',
  ]);
});

test('a part is said in the unit of its whole', () => {
  expect(formatBytesOf(120_000_000, 750_000_000)).toBe('120 of 750 MB');
  expect(formatBytesOf(400_000_000, 2_300_000_000)).toBe('0.4 of 2.3 GB');
});

test('durations', () => {
  expect([0.2, 59, 61, 3600, 12_000].map(formatDuration)).toEqual(['1 s', '59 s', '1 min', '1 h', '3 h 20 min']);
});

test('a day is never shifted by the time zone', () => {
  expect(formatDay('2019-08-12')).toContain('12');
  expect(formatDay('2019-08-12')).toContain('Monday');
});

test('a day that is no date is shown as it is', () => {
  expect(formatDay('0000-00-00')).toBe('0000-00-00T00:00:00');
});

test('short exposures are fractions', () => {
  expect([0.004, 0.5, 2].map(formatExposure)).toEqual(['1/250 s', '0.5 s', '2 s']);
});

test('waiting times', () => {
  expect([0.02, 0.42, 3].map(formatSeconds)).toEqual(['< 0.1 s', '0.4 s', '3 s']);
});
