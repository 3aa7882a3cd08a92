import type { EngineHandlers } from '../../../app/contract/index.ts';
import type { SearchHit, SearchInput, SearchPage, Why } from '../../../app/contract/search.ts';
import type { z } from 'zod';
import type { ReadableDb } from '../../store/database.ts';
import { photoSummaries } from '../../store/photos.ts';
import { countSetAside } from '../../store/work.ts';
import { matchedWords, photosWhere, photosWithPhrase, photosWithWords, sortByDate } from '../../store/search-photos.ts';
import type { ActiveSearchModel, SearchModel } from '../models/search-model.ts';
import { byMeaning, noMeaning, type Meaning, type MeaningQuery } from './by-meaning.ts';
import { filtersToSql } from './filter-sql.ts';
import { parseQuery, type ParsedQuery } from './parse-query.ts';
import { composeVectors, fuse } from './relevance.ts';
import { suggest } from './suggest.ts';

export interface SearchOptions {
  readonly db: ReadableDb;
  readonly search: ActiveSearchModel;
  /** Why another than the chosen model answers, or null. */
  modelProblem(): string | null;
  minimumProbability(): number;
  isIndexing(): boolean;
  /** Photos in the library. */
  photoCount(): number;
}

export interface Search {
  readonly handlers: EngineHandlers['search'];
  /** Library photos near these vectors of that model, best first. */
  byVectors(
    search: SearchModel,
    query: { like: Float32Array[]; unlike: Float32Array[]; limit: number },
  ): Promise<SearchPage>;
}

/** Photos considered by words; more than anyone scrolls through. */
const wordLimit = 5000;

const stopWords = new Set('a an and are as at by for from in is it of on or the this to with'.split(' '));

interface Timings {
  encodeMs: number;
  scanMs: number;
  wordsMs: number;
  factsMs: number;
}

type Input = z.output<typeof SearchInput>;

/** Search by meaning, words and facts in one answer. */
export function createSearch(options: SearchOptions): Search {
  const { db } = options;

  async function query(input: Input, signal: AbortSignal): Promise<SearchPage> {
    await options.search().ready;
    const startedMs = performance.now();
    const timings: Timings = { encodeMs: 0, scanMs: 0, wordsMs: 0, factsMs: 0 };
    const parsed = parseQuery(input.text);
    const candidates = timed(timings, 'factsMs', () =>
      candidatesOf(db, parsed, isFree(input, parsed) ? 'none' : 'newest'),
    );
    const { search, meaning } = await rank(meaningQuery(input, parsed, candidates), { signal, times: timings });
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
      ...pageFacts(search, { input, parsed, total: ids.length, meaning }),
      hits,
      tookMs: performance.now() - startedMs,
      timings,
    };
  }

  /** By the active model; where that turns out to be unusable, by the one that has taken its place. */
  async function rank(asked: MeaningQuery, run: { signal: AbortSignal; times: Timings }) {
    for (;;) {
      const search = options.search();
      await search.ready;
      const meaning = await byMeaning(search, asked, run);
      if (!meaning.unusable || options.search() === search) return { search, meaning };
    }
  }

  const meaningQuery = (input: Input, parsed: ParsedQuery, candidates: ReadonlySet<number> | null) => ({
    text: meaningText(parsed),
    like: input.like.map(Number),
    unlike: input.unlike.map(Number),
    minimumProbability: input.minimumProbability ?? options.minimumProbability(),
    candidates,
    photos: options.photoCount(),
  });

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
    { vectors, key, model }: SearchModel,
    { input, parsed, total, meaning }: { input: Input; parsed: ParsedQuery; total: number; meaning: Meaning },
  ): Omit<SearchPage, 'hits' | 'tookMs' | 'timings'> {
    const photos = options.photoCount();
    const unindexed = Math.max(0, photos - vectors.size - countSetAside(db, key));
    const wantsMeaning = meaningText(parsed) !== '' && input.like.length === 0;
    const state =
      wantsMeaning && photos > 0 && (meaning.unusable || model.state !== 'installed')
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
      model: meaning.model,
      modelProblem: options.modelProblem(),
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
    async byVectors(search, { like, unlike, limit }) {
      await search.ready;
      const startedMs = performance.now();
      const found = search.vectors.search(composeVectors(like, unlike), { limit });
      const byId = new Map(found.map(({ photoId, score }) => [photoId, score]));
      const hits = photoSummaries(db, [...byId.keys()]).map((photo): SearchHit => {
        const score = byId.get(Number(photo.photoId))!;
        return { photo, score, probability: null, why: [{ kind: 'meaning' }] };
      });
      const empty = parseQuery('');
      const input = { text: '', like: [], unlike: [], sort: 'relevance', offset: 0, limit } as const;
      const meaning = { ...noMeaning, model: search.model.manifest.id };
      const facts = pageFacts(search, {
        input: { ...input, like: [], unlike: [] },
        parsed: empty,
        total: hits.length,
        meaning,
      });
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
