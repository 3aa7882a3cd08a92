import type { Calibration } from '../../../models/calibration.ts';

/** The calibration weighs matching and random pairs equally; in a library nearly every photo is a random one. */
const expectedMatches = 20;
const leastShare = 0.05;
const mostShare = 0.5;

/**
 * The calibration for a library of `photos`: its log-odds shifted by the share of photos that a query is expected to match.
 * See docs/decisions/0006-relevance.md.
 */
export function calibrationFor({ a, b }: Calibration, photos: number): Calibration {
  const share = Math.min(mostShare, Math.max(leastShare, expectedMatches / Math.max(1, photos)));
  return { a, b: b + Math.log(share / (1 - share)) };
}

/** Reciprocal rank fusion (Cormack et al. 2009): a photo's score over ranked lists. */
function fuse(lists: readonly (readonly number[])[]): Map<number, number> {
  const scores = new Map<number, number>();
  for (const list of lists)
    list.forEach((photoId, rank) => scores.set(photoId, (scores.get(photoId) ?? 0) + 1 / (60 + rank + 1)));
  return scores;
}

/** Fused scores of two rankings, raised for photos that a whole word names, so that they lead. */
export function rankedScores(
  { meaning, words }: { meaning: readonly number[]; words: readonly number[] },
  named: ReadonlySet<number>,
): Map<number, number> {
  const scores = fuse([meaning, words]);
  for (const photoId of named) scores.set(photoId, (scores.get(photoId) ?? 0) + 1);
  return scores;
}

/** The direction of likes and text, away from the unlikes; L2-normalised. */
export function composeVectors(toward: readonly Float32Array[], away: readonly Float32Array[]): Float32Array {
  const dim = (toward[0] ?? away[0])!.length;
  const sum = new Float32Array(dim);
  const add = (vector: Float32Array, weight: number): void => {
    for (let at = 0; at < dim; at += 1) sum[at]! += vector[at]! * weight;
  };
  for (const vector of toward) add(vector, 1 / toward.length);
  for (const vector of away) add(vector, -0.7 / away.length);
  const length = Math.hypot(...sum);
  return length === 0 ? sum : sum.map((value) => value / length);
}
