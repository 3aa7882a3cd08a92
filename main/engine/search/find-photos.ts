import type { z } from 'zod';
import type { SearchInput } from '../../../app/contract/search.ts';
import type { ReadableDb } from '../../store/database.ts';
import { photosWhere, photosWithWords, sortByDate } from '../../store/search-photos.ts';
import type { ActiveSearchModel, SearchModel } from '../models/search-model.ts';
import { byMeaning, leaveOut, type Meaning, type MeaningQuery } from './by-meaning.ts';
import { candidatesOf } from './candidates.ts';
import { lookAlikes } from './look-alikes.ts';
import { meaningText, type ParsedQuery } from './parse-query.ts';
import { rankedScores } from './relevance.ts';
import { timed, type Timings } from './timings.ts';
import { leadingByWords, wordTerms } from './word-terms.ts';

export type Input = z.output<typeof SearchInput>;

export interface FindOptions {
  readonly db: ReadableDb;
  readonly search: ActiveSearchModel;
  minimumProbability(): number;
  /** Photos in the library. */
  photoCount(): number;
}

/** All photos that match, in their order. */
export interface FoundPhotos {
  readonly search: SearchModel;
  readonly ids: readonly number[];
  /** Empty where nothing ranks them. */
  readonly scores: ReadonlyMap<number, number>;
  readonly meaning: Meaning;
  readonly terms: readonly string[];
  readonly byWords: ReadonlySet<number>;
  /** False where the model could not tell what looks like the exclusions. */
  readonly excludedByLikeness: boolean;
}

interface Run {
  readonly signal: AbortSignal;
  readonly times: Timings;
}

/** Photos considered by words; more than anyone scrolls through. */
const wordLimit = 5000;

/** Finds by meaning, words and facts, without what is excluded. */
export async function findPhotos(
  options: FindOptions,
  { input, parsed }: { input: Input; parsed: ParsedQuery },
  run: Run,
): Promise<FoundPhotos> {
  const { db } = options;
  const { times } = run;
  const free = isFree(input, parsed);
  const candidates = timed(times, 'factsMs', () => candidatesOf(db, parsed, free ? 'none' : 'newest'));
  const { search, meaning: all } = await rank(options, meaningQuery(options, { input, parsed, candidates }), run);
  const query = { terms: wordTerms(parsed.text), phrases: parsed.phrases };
  const worded = timed(times, 'wordsMs', () =>
    photosWithWords(db, query, wordLimit).filter((id) => candidates?.has(id) ?? true),
  );
  const listed = free ? [] : timed(times, 'factsMs', () => [...(candidates ?? photosWhere(db, []))]);
  const barred = await barredPhotos(search, { parsed, all, others: [...worded, ...listed], options }, run);
  const stays = (id: number): boolean => barred?.has(id) !== true;
  const meaning = barred === null ? all : leaveOut(all, barred);
  const words = worded.filter(stays);
  const leading = timed(times, 'wordsMs', () => leadingByWords(db, query, words));
  const scores = rankedScores({ meaning: meaning.ranked, words }, leading);
  const best = free ? byScore(scores) : listed.filter(stays);
  return {
    search,
    ids: input.sort === 'relevance' ? best : sortByDate(db, best, input.sort),
    scores,
    meaning: barred === null || parsed.unlike.length === 0 ? meaning : { ...meaning, model: search.model.manifest.id },
    terms: query.terms,
    byWords: new Set(words),
    excludedByLikeness: barred !== null,
  };
}

const byScore = (scores: ReadonlyMap<number, number>): number[] =>
  [...scores].sort(([, left], [, right]) => right - left).map(([id]) => id);

/** True where something is looked for, so that matches have an order of their own. */
const isFree = ({ like, unlike }: Input, { text, phrases }: ParsedQuery): boolean =>
  text !== '' || phrases.length + like.length + unlike.length > 0;

const meaningQuery = (
  options: FindOptions,
  { input, parsed, candidates }: { input: Input; parsed: ParsedQuery; candidates: ReadonlySet<number> | null },
): MeaningQuery => ({
  text: meaningText(parsed),
  like: input.like.map(Number),
  unlike: input.unlike.map(Number),
  minimumProbability: input.minimumProbability ?? options.minimumProbability(),
  candidates,
  photos: options.photoCount(),
});

/** By the active model; where that turns out to be unusable, by the one that has taken its place. */
async function rank(options: FindOptions, asked: MeaningQuery, run: Run) {
  for (;;) {
    const search = options.search();
    await search.ready;
    const meaning = await byMeaning(search, asked, run);
    if (!meaning.unusable || options.search() === search) return { search, meaning };
  }
}

/** Photos that look like what is excluded; null where the model cannot say. */
async function barredPhotos(
  search: SearchModel,
  {
    parsed,
    all,
    others,
    options,
  }: { parsed: ParsedQuery; all: Meaning; others: readonly number[]; options: FindOptions },
  run: Run,
): Promise<ReadonlySet<number> | null> {
  if (parsed.unlike.length === 0) return new Set();
  const photoIds = [...new Set([...all.ranked, ...all.probabilities.keys(), ...others])];
  const texts = parsed.unlike.map(({ text }) => text);
  return lookAlikes(search, { texts, photoIds, photos: options.photoCount() }, run);
}
