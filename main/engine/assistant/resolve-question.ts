import { namedPhotos } from './named-photos.ts';

/** A turn of the conversation, as far as the next question may lean on it. */
export interface EarlierTurn {
  readonly question: string;
  /** Positions, from 0, of the photos that its answer rests on, in the photos of now. */
  readonly cited: readonly number[];
  readonly confidence: { readonly value: number | null; readonly words: string } | null;
}

/** A question with what it leaves to the conversation filled in. */
export interface ResolvedQuestion {
  readonly question: string;
  /** Positions of the photos it is about. */
  readonly about: readonly number[];
  /** What was filled in, for the person; null where nothing was. */
  readonly notice: string | null;
}

const repeated = /^(and|what about|how about)\b(?!.*\b(is|are|was|were|does|do|did|has|have)\b).*$/i;
const pronoun = /\b(it|its|he|she|his|her|they|their|that one|this one)\b/i;

/** Fills in "and the second one?" and "what colour is it?" from the turns before. */
export function resolveQuestion(asked: string, count: number, earlier: readonly EarlierTurn[]): ResolvedQuestion {
  const all = Array.from({ length: count }, (_, position) => position);
  const named = namedPhotos(asked, count);
  const last = earlier.at(-1);
  if (
    last !== undefined &&
    repeated.test(asked.trim()) &&
    (named !== null || /\b(this|that|these|other)\b/i.test(asked))
  ) {
    const about = named ?? otherThan(all, last.cited);
    return { question: last.question, about, notice: `Asked again: “${last.question}”` };
  }
  if (named !== null) return { question: asked, about: named, notice: null };
  const some = last !== undefined && last.cited.length > 0 && last.cited.length < count;
  if (!some || !pronoun.test(asked)) return { question: asked, about: all, notice: null };
  const names = last.cited.map((position) => `[photo ${position + 1}]`).join(', ');
  return { question: asked, about: last.cited, notice: `About ${names}, as in the answer before.` };
}

function otherThan(all: readonly number[], cited: readonly number[]): readonly number[] {
  const others = all.filter((position) => !cited.includes(position));
  return others.length === 0 ? all : others;
}
