import { askedOfThing, followUp } from './follow-up.ts';
import { namedPhotos, photosAsOne } from './named-photos.ts';

/** A turn of the conversation, as far as the next question may lean on it. */
export interface EarlierTurn {
  /** With what it left to the turns before filled in. */
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

const pronoun = /\b(it|its|he|she|his|her|they|their|that one|this one)\b/i;

/** Fills in "and the second one?" and "what colour is it?" from the turns before. */
export function resolveQuestion(asked: string, count: number, earlier: readonly EarlierTurn[]): ResolvedQuestion {
  const last = earlier.at(-1);
  const repeated = last === undefined ? null : askAgain(asked, count, last);
  if (repeated !== null) return repeated;
  const all = Array.from({ length: count }, (_, position) => position);
  const named = namedPhotos(asked, count);
  if (named !== null) return { question: asked, about: named, notice: null };
  const some = last !== undefined && last.cited.length > 0 && last.cited.length < count;
  if (!some || !pronoun.test(asked)) return { question: asked, about: all, notice: null };
  const names = last.cited.map((position) => `[photo ${position + 1}]`).join(', ');
  return { question: asked, about: last.cited, notice: `About ${names}, as in the answer before.` };
}

function askAgain(asked: string, count: number, last: EarlierTurn): ResolvedQuestion | null {
  const following = followUp(asked, { count, cited: last.cited });
  if (following === null) return null;
  const { thing } = following;
  const before = photosAsOne(last.question);
  const question = thing === null ? before : askedOfThing(before, thing);
  if (question === null) return null;
  const about = following.about ?? positionsSeen(last, count);
  if (about.length === 0) return { question, about, notice: null };
  return { question, about, notice: `Asked ${thing === null ? 'again' : 'as'}: “${question}”` };
}

const positionsSeen = ({ cited }: EarlierTurn, count: number): readonly number[] =>
  cited.length > 0 ? cited : Array.from({ length: count }, (_, position) => position);
