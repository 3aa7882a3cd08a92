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

/** Queries ranked in one turn of the event loop. */
const perTurn = 16;

/** Ranks every pair's partner among all pairs, both ways; of pairs with the same words each is right. */
export async function evaluateAlignment(pairs: readonly Pair[], signal: AbortSignal): Promise<Retrievals> {
  const toImage: number[] = [];
  const toText: number[] = [];
  for (const [index, pair] of pairs.entries()) {
    if (index % perTurn === 0) {
      await nextTurn();
      signal.throwIfAborted();
    }
    const others = pairs.filter(({ text }) => text !== pair.text);
    const own = cosine(pair.photo, pair.words);
    toImage.push(1 + others.filter(({ photo }) => cosine(photo, pair.words) > own).length);
    toText.push(1 + others.filter(({ words }) => cosine(pair.photo, words) > own).length);
  }
  return { textToImage: retrieval(toImage), imageToText: retrieval(toText) };
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
