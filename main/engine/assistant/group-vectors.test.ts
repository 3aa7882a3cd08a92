import { expect, test } from 'vitest';
import { groupVectors } from './group-vectors.ts';

const dot = (left: Float32Array, right: Float32Array): number =>
  left.reduce((sum, value, at) => sum + value * right[at]!, 0);
const at = (degrees: number): Float32Array =>
  Float32Array.of(Math.cos((degrees * Math.PI) / 180), Math.sin((degrees * Math.PI) / 180));

test('parts what points in different directions', () => {
  expect(groupVectors([at(0), at(90), at(5), at(95), at(8)], dot)).toEqual([
    [0, 2, 4],
    [1, 3],
  ]);
});

test('keeps together what is alike', () => {
  expect(groupVectors([at(0), at(10), at(5)], dot)).toEqual([[0, 1, 2]]);
  expect(groupVectors([at(0)], dot)).toEqual([[0]]);
});
