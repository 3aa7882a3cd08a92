import type { EngineHandlers } from '../../../app/contract/index.ts';
import { AppError, isCancelled } from '../../../app/contract/errors.ts';
import type { SearchHit, SearchInput, SearchPage, Why } from '../../../app/contract/search.ts';
import type { z } from 'zod';
import { cosineOf, probabilityOf, type Calibration } from '../../../models/starter/calibration.ts';
import type { ReadableDb } from '../../store/database.ts';
import { photoSummaries } from '../../store/photos.ts';
import { countSetAside } from '../../store/work.ts';
import { matchedWords, photosWhere, photosWithPhrase, photosWithWords, sortByDate } from '../../store/search-photos.ts';
import type { VectorIndex } from '../../store/vector-index.ts';
import { filtersToSql } from './filter-sql.ts';
import { parseQuery, type ParsedQuery } from './parse-query.ts';
import { calibrationFor, composeVectors, fuse } from './relevance.ts';
import { suggest } from './suggest.ts';

export interface SearchOptions {
  readonly db: ReadableDb;
  readonly vectors: VectorIndex;
  /** Resolves once `vectors` holds what the store has. */
  readonly ready: Promise<void>;
  /** L2-normalised. */
  embedText(text: string, signal: AbortSignal): Promise<Float32Array>;
  readonly calibration: Calibration | null;
  modelInstalled(): boolean;
  minimumProbability(): number;
  isIndexing(): boolean;
  /** Photos in the library. */
  photoCount(): number;
}

export interface Search {
  readonly handlers: EngineHandlers['search'];
  /** Library photos near these vectors, best first. */
  byVectors(query: { like: Float32Array[]; unlike: Float32Array[]; limit: number }): Promise<SearchPage>;
}

/** Photos considered by meaning and by words; more than anyone scrolls through. */
const meaningLimit = 2000;
const wordLimit = 5000;
/** Similar photos have no calibrated end; this many are shown. */
const similarLimit = 500;

const stopWords = new Set('a an and are as at by for from in is it of on or the this to with'.split(' '));

interface Timings {
  encodeMs: number;
  scanMs: number;
  wordsMs: number;
  factsMs: number;
}

interface Meaning {
  /** Passing the cut-off, best first. */
  readonly ranked: readonly number[];
  readonly probabilities: ReadonlyMap<number, number>;
  readonly belowCutoff: number;
  readonly minimumProbability: number | null;
}

const noMeaning: Meaning = { ranked: [], probabilities: new Map(), belowCutoff: 0, minimumProbability: null };

type Input = z.output<typeof SearchInput>;

/** Search by meaning, words and facts in one answer. */
export function createSearch(options: SearchOptions): Search {
  const { db, vectors } = options;

  async function query(input: Input, signal: AbortSignal): Promise<SearchPage> {
    await options.ready;
    const startedMs = performance.now();
    const timings: Timings = { encodeMs: 0, scanMs: 0, wordsMs: 0, factsMs: 0 };
    const parsed = parseQuery(input.text);
    const candidates = timed(timings, 'factsMs', () =>
      candidatesOf(db, parsed, isFree(input, parsed) ? 'none' : 'newest'),
    );
    const meaning = await byMeaning(input, parsed, { candidates, signal, timings });
    const terms = termsOf(parsed);
    const words = timed(timings, 'wordsMs', () =>
      photosWithWords(db, { terms, phrases: parsed.phrases }, wordLimit).filter((id) => candidates?.has(id) ?? true),
    );
    const ids = ranked(input, { meaning, words, candidates, parsed });
    const page = ids.slice(input.offset, input.offset + input.limit);
    const scores = fuse([meaning.ranked, words]);
    const wordSet = new Set(words);
    const hits = timed(timings, 'factsMs', () =>
      photoSummaries(db, page).map((photo): SearchHit => {
        const id = Number(photo.photoId);
        const probability = meaning.probabilities.get(id) ?? null;
        const why = whyOf(db, id, { parsed, terms: wordSet.has(id) ? terms : [], probability });
        return { photo, score: scores.get(id) ?? 0, probability, why };
      }),
    );
    return {
      ...pageFacts(input, parsed, { total: ids.length, meaning }),
      hits,
      tookMs: performance.now() - startedMs,
      timings,
    };
  }

  async function byMeaning(
    input: Input,
    parsed: ParsedQuery,
    { candidates, signal, timings }: { candidates: ReadonlySet<number> | null; signal: AbortSignal; timings: Timings },
  ): Promise<Meaning> {
    const composed = input.like.length + input.unlike.length > 0;
    const text = meaningText(parsed);
    if ((text === '' && !composed) || vectors.size === 0) return noMeaning;
    if (text !== '' && !options.modelInstalled()) return noMeaning;
    const encodeStart = performance.now();
    const textVector = text === '' ? [] : [await embed(text, signal)];
    timings.encodeMs = performance.now() - encodeStart;
    const restriction = candidates === null ? {} : { candidates };
    return timed(timings, 'scanMs', () => {
      if (composed) return similar(input, textVector, restriction);
      const found = vectors.search(textVector[0]!, { limit: meaningLimit, ...restriction });
      return calibrated(found, input.minimumProbability ?? options.minimumProbability());
    });
  }

  /** A query caught in a restart of its process is tried once more. */
  async function embed(text: string, signal: AbortSignal): Promise<Float32Array> {
    try {
      return await options.embedText(text, signal);
    } catch (error) {
      if (!(error instanceof AppError) || !error.retryable || isCancelled(error)) throw error;
      return options.embedText(text, signal);
    }
  }

  function similar(
    input: Input,
    text: readonly Float32Array[],
    restriction: { candidates?: ReadonlySet<number> },
  ): Meaning {
    const vectorsOf = (ids: readonly string[]): Float32Array[] => ids.flatMap((id) => vectors.get(Number(id)) ?? []);
    const toward = [...text, ...vectorsOf(input.like)];
    const away = vectorsOf(input.unlike);
    if (toward.length + away.length === 0) return noMeaning;
    const named = new Set([...input.like, ...input.unlike].map(Number));
    const found = vectors.search(composeVectors(toward, away), { limit: similarLimit + named.size, ...restriction });
    return {
      ...noMeaning,
      ranked: found
        .map(({ photoId }) => photoId)
        .filter((id) => !named.has(id))
        .slice(0, similarLimit),
    };
  }

  function calibrated(found: readonly { photoId: number; score: number }[], minimumProbability: number): Meaning {
    if (options.calibration === null) return noMeaning;
    const calibration = calibrationFor(options.calibration, options.photoCount());
    const cutoff = cosineOf(calibration, minimumProbability);
    const passing = found.filter(({ score }) => score >= cutoff);
    return {
      ranked: passing.map(({ photoId }) => photoId),
      probabilities: new Map(found.map(({ photoId, score }) => [photoId, probabilityOf(calibration, score)])),
      belowCutoff: found.length - passing.length,
      minimumProbability,
    };
  }

  function ranked(
    input: Input,
    {
      meaning,
      words,
      candidates,
      parsed,
    }: {
      meaning: Meaning;
      words: readonly number[];
      candidates: ReadonlySet<number> | null;
      parsed: ParsedQuery;
    },
  ): number[] {
    const ids = isFree(input, parsed)
      ? [...fuse([meaning.ranked, words])]
      : [...(candidates ?? photosWhere(db, []))].map((id) => [id, 0] as const);
    const best = ids.sort(([, left], [, right]) => right - left).map(([id]) => id);
    if (input.sort !== 'relevance') return sortByDate(db, best, input.sort);
    return best;
  }

  function pageFacts(
    input: Input,
    parsed: ParsedQuery,
    { total, meaning }: { total: number; meaning: Meaning },
  ): Omit<SearchPage, 'hits' | 'tookMs' | 'timings'> {
    const photos = options.photoCount();
    const unindexed = Math.max(0, photos - vectors.size - countSetAside(db));
    const wantsMeaning = meaningText(parsed) !== '' && input.like.length === 0;
    const state =
      wantsMeaning && photos > 0 && !options.modelInstalled()
        ? 'model_missing'
        : total > 0
          ? 'found'
          : photos === 0
            ? 'empty_library'
            : options.isIndexing() && unindexed > 0
              ? 'indexing'
              : 'no_hits';
    return {
      total,
      state,
      chips: [...parsed.chips],
      issues: [...parsed.issues],
      minimumProbability: meaning.minimumProbability,
      belowCutoff: meaning.belowCutoff,
      unindexed,
    };
  }

  return {
    handlers: {
      query: (input, { signal }) => query(input, signal),
      parse({ text }) {
        const { chips, issues } = parseQuery(text);
        return { chips: [...chips], issues: [...issues] };
      },
      suggest: async ({ text, cursor }) => ({ suggestions: await suggest(db, text, cursor) }),
    },
    async byVectors({ like, unlike, limit }) {
      await options.ready;
      const startedMs = performance.now();
      const found = vectors.search(composeVectors(like, unlike), { limit });
      const byId = new Map(found.map(({ photoId, score }) => [photoId, score]));
      const hits = photoSummaries(db, [...byId.keys()]).map((photo): SearchHit => {
        const score = byId.get(Number(photo.photoId))!;
        return { photo, score, probability: null, why: [{ kind: 'meaning' }] };
      });
      const empty = parseQuery('');
      const input = { text: '', like: [], unlike: [], sort: 'relevance', offset: 0, limit } as const;
      const facts = pageFacts({ ...input, like: [], unlike: [] }, empty, { total: hits.length, meaning: noMeaning });
      const timings = { encodeMs: 0, scanMs: performance.now() - startedMs, wordsMs: 0, factsMs: 0 };
      return { ...facts, hits, tookMs: performance.now() - startedMs, timings };
    },
  };
}

/** True where something is looked for, so that matches have an order of their own. */
const isFree = ({ like, unlike }: Input, { text, phrases }: ParsedQuery): boolean =>
  text !== '' || phrases.length + like.length + unlike.length > 0;

/** Free text and phrases say what the photo shows. */
const meaningText = ({ text, phrases }: ParsedQuery): string => [text, ...phrases].join(' ').trim();

/** The words worth looking up: without those that stand in every sentence. */
function termsOf({ text }: ParsedQuery): string[] {
  const all = text.split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word));
  const telling = all.filter((word) => !stopWords.has(word.toLowerCase()));
  return telling.length > 0 ? telling : all;
}

/** Photos that the facts allow; null where nothing restricts them. */
function candidatesOf(
  db: ReadableDb,
  { filters, phrases, excluded }: ParsedQuery,
  order: 'newest' | 'none',
): ReadonlySet<number> | null {
  if (filters.length + phrases.length + excluded.length === 0) return null;
  const barred = excluded.map((word) => photosWithPhrase(db, word));
  const needed = phrases.map((phrase) => photosWithPhrase(db, phrase));
  const ids = photosWhere(db, filtersToSql(filters), order);
  return new Set(ids.filter((id) => !barred.some((set) => set.has(id)) && needed.every((set) => set.has(id))));
}

function whyOf(
  db: ReadableDb,
  photoId: number,
  { parsed, terms, probability }: { parsed: ParsedQuery; terms: readonly string[]; probability: number | null },
): Why[] {
  const meaning: Why[] = probability === null ? [] : [{ kind: 'meaning', text: meaningText(parsed), probability }];
  const words = matchedWords(db, photoId, [...terms, ...parsed.phrases]).map((match): Why => ({
    kind: 'word',
    ...match,
  }));
  const filters = parsed.filters.map(({ key, label, negated }): Why => ({
    kind: 'filter',
    field: key,
    text: negated ? `not ${label}` : label,
  }));
  return [...words, ...meaning, ...filters];
}

function timed<T>(timings: Timings, name: keyof Timings, work: () => T): T {
  const start = performance.now();
  const result = work();
  timings[name] += performance.now() - start;
  return result;
}
