import type { ReadableDb } from '../../store/database.ts';
import { photosWithWords, type WordQuery } from '../../store/search-photos.ts';

const stopWords = new Set('a an and are as at by for from in is it of on or the this to with'.split(' '));

/** The words worth looking up: without those that stand in every sentence, and with each letter in its usual form (`µ` as `μ`). */
export function wordTerms(text: string): string[] {
  const all = text
    .normalize('NFKC')
    .split(/\s+/)
    .filter((word) => /[\p{L}\p{N}]/u.test(word));
  const telling = all.filter((word) => !stopWords.has(word.toLowerCase()));
  return telling.length > 0 ? telling : all;
}

/** So short a word begins many that have nothing to do with it: `car` carpet, `sun` Sunday. */
const shortTerm = 3;

/** Of the photos that words found, those that lead the answer: where a short word was looked for, it stands there whole. */
export function leadingByWords(
  db: ReadableDb,
  { terms, phrases }: WordQuery,
  found: readonly number[],
): ReadonlySet<number> {
  if (found.length === 0 || terms.every((term) => term.length > shortTerm)) return new Set(found);
  const whole = new Set(photosWithWords(db, { terms: [], phrases: [...terms, ...phrases] }, found.length));
  return new Set(found.filter((photoId) => whole.has(photoId)));
}
