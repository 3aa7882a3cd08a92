import { describe, expect, it } from 'vitest';
import { openExactVectorIndex } from './exact-vector-index.ts';

const dim = 256;

/** Unit vectors from a small generator, the same in every run. */
function createVectors(seed: number): () => Float32Array {
  let state = seed;
  const next = (): number => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 31 - 1;
  };
  return () => {
    const vector = Float32Array.from({ length: dim }, () => next() + next() + next());
    const length = Math.hypot(...vector);
    return vector.map((value) => value / length);
  };
}

function filled(count: number) {
  const next = createVectors(7);
  const rows = Array.from({ length: count }, (_, index) => ({ photoId: index + 1, vector: next() }));
  return { rows, index: openExactVectorIndex({ modelKey: 'm@1', dim, rows }) };
}

const dot = (left: Float32Array, right: Float32Array): number =>
  left.reduce((sum, value, at) => sum + value * right[at]!, 0);

const bruteForce = (rows: { photoId: number; vector: Float32Array }[], query: Float32Array, limit: number): number[] =>
  rows
    .map(({ photoId, vector }) => ({ photoId, score: dot(query, vector) }))
    .sort((left, right) => right.score - left.score || left.photoId - right.photoId)
    .slice(0, limit)
    .map(({ photoId }) => photoId);

describe('the exact vector index', () => {
  it('finds all that are near enough, of all or of some', () => {
    const { rows, index } = filled(3000);
    const query = createVectors(99)();
    const near = rows.filter(({ vector }) => dot(query, vector) >= 0.05).map(({ photoId }) => photoId);
    expect(near.length).toBeGreaterThan(100);
    expect(index.atLeast(query, 0.05, null)).toEqual(near);
    const odd = new Set(rows.map(({ photoId }) => photoId).filter((photoId) => photoId % 2 === 1));
    expect(index.atLeast(query, 0.05, new Set([...odd, 9999]))).toEqual(near.filter((photoId) => odd.has(photoId)));
  });

  it('finds what brute force finds', () => {
    const { rows, index } = filled(20_000);
    const next = createVectors(99);
    let shared = 0;
    for (let round = 0; round < 20; round += 1) {
      const query = next();
      const wanted = new Set(bruteForce(rows, query, 50));
      shared += index.search(query, { limit: 50 }).filter(({ photoId }) => wanted.has(photoId)).length;
    }
    expect(shared / (20 * 50)).toBeGreaterThanOrEqual(0.99);
  });

  it('finds the same with room made beforehand, and grows beyond it', () => {
    const { rows, index } = filled(1500);
    const reserved = openExactVectorIndex({ modelKey: 'm@1', dim });
    reserved.reserve(1400);
    for (const { photoId, vector } of rows) reserved.set(photoId, vector);
    const query = createVectors(3)();
    expect(reserved.search(query, { limit: 20 })).toEqual(index.search(query, { limit: 20 }));
    expect(reserved.get(1500)).toEqual(rows.at(-1)!.vector);
  });

  it('ranks candidates only, few or many', () => {
    const { rows, index } = filled(10_000);
    const query = createVectors(5)();
    for (const keep of [7, 2]) {
      const allowed = rows.filter(({ photoId }) => photoId % keep === 0);
      const candidates = new Set(allowed.map(({ photoId }) => photoId));
      const found = index.search(query, { limit: 20, candidates }).map(({ photoId }) => photoId);
      expect(found).toEqual(bruteForce(allowed, query, 20));
    }
  });

  it('replaces, deletes and asks for more than there is', () => {
    const { rows, index } = filled(10);
    const query = createVectors(3)();
    index.set(4, query);
    expect(index.search(query, { limit: 1 })).toEqual([{ photoId: 4, score: expect.closeTo(1, 4) }]);
    index.delete(4);
    index.delete(4);
    expect(index.size).toBe(9);
    expect(index.get(4)).toBeNull();
    expect(index.get(10)).toEqual(rows[9]!.vector);
    expect(index.search(query, { limit: 100 })).toHaveLength(9);
    expect(index.search(query, { limit: 5, candidates: new Set([4]) })).toEqual([]);
  });

  it('breaks ties by photo id', () => {
    const [vector] = [createVectors(1)()];
    const rows = [9, 3, 7].map((photoId) => ({ photoId, vector }));
    const index = openExactVectorIndex({ modelKey: 'm@1', dim, rows });
    expect(index.search(vector, { limit: 3 }).map(({ photoId }) => photoId)).toEqual([3, 7, 9]);
  });

  it('is empty before the first vector', () => {
    expect(openExactVectorIndex({ modelKey: 'm@1', dim }).search(createVectors(1)(), { limit: 5 })).toEqual([]);
  });

  it('refuses a wrong length and a NaN', () => {
    const { index } = filled(1);
    expect(() => index.set(1, new Float32Array(3))).toThrow('256 numbers');
    expect(() => index.set(1, new Float32Array(dim).fill(NaN))).toThrow('finite');
  });
});
