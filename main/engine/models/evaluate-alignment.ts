import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Retrieval } from '../../../app/contract/models.ts';
import { cosine } from '../cosine.ts';

export interface Pair {
  readonly text: string;
  /** L2-normalised. */
  readonly photo: Float32Array;
  /** L2-normalised. */
  readonly words: Float32Array;
}

export interface Retrievals {
  readonly textToImage: Retrieval;
  readonly imageToText: Retrieval;
}

/** Photos compared with all texts in one turn of the event loop. */
const perTurn = 16;

/** Ranks every pair's partner among all pairs, both ways; of pairs with the same words each is right. */
export async function evaluateAlignment(pairs: readonly Pair[], signal: AbortSignal): Promise<Retrievals> {
  const cosines = await compareAll(pairs, signal);
  const rank = (own: number, other: (at: number) => number, text: string): number =>
    1 + pairs.filter((pair, at) => pair.text !== text && other(at) > own).length;
  const toImage: number[] = [];
  const toText: number[] = [];
  for (const [index, { text }] of pairs.entries()) {
    if (index % perTurn === 0) {
      await nextTurn();
      signal.throwIfAborted();
    }
    const own = cosines[index]![index]!;
    toImage.push(rank(own, (photo) => cosines[photo]![index]!, text));
    toText.push(rank(own, (words) => cosines[index]![words]!, text));
  }
  return { textToImage: retrieval(toImage), imageToText: retrieval(toText) };
}

/** The cosine of every photo, by row, with every text. */
async function compareAll(pairs: readonly Pair[], signal: AbortSignal): Promise<Float64Array[]> {
  const rows: Float64Array[] = [];
  for (const [index, { photo }] of pairs.entries()) {
    if (index % perTurn === 0) {
      await nextTurn();
      signal.throwIfAborted();
    }
    rows.push(Float64Array.from(pairs, ({ words }) => cosine(photo, words)));
  }
  return rows;
}

function retrieval(ranks: readonly number[]): Retrieval {
  const recallAt = (most: number): number => ranks.filter((rank) => rank <= most).length / ranks.length;
  const sorted = ranks.toSorted((left, right) => left - right);
  return {
    recallAt1: recallAt(1),
    recallAt5: recallAt(5),
    recallAt10: recallAt(10),
    medianRank: sorted[Math.floor(sorted.length / 2)]!,
  };
}
