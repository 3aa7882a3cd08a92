import type { EngineHandlers } from '../../../app/contract/index.ts';
import type { SearchHit, SearchPage } from '../../../app/contract/search.ts';
import { photoSummaries } from '../../store/photos.ts';
import { countSetAside } from '../../store/work.ts';
import type { SearchModel } from '../models/search-model.ts';
import { noMeaning, type Meaning } from './by-meaning.ts';
import { findPhotos, type FindOptions, type FoundPhotos, type Input } from './find-photos.ts';
import { createKnownWords } from './known-words.ts';
import { modelNotes } from './model-notes.ts';
import { meaningText, parseQuery, type ParsedQuery } from './parse-query.ts';
import { composeVectors } from './relevance.ts';
import { suggest } from './suggest.ts';
import { timed, type Timings } from './timings.ts';
import { whyFound } from './why-found.ts';

export interface SearchOptions extends FindOptions {
  /** Why another than the chosen model answers, or null. */
  modelProblem(): string | null;
  isIndexing(): boolean;
}

export interface Search {
  readonly handlers: EngineHandlers['search'];
  /** Library photos near these vectors of that model, best first. */
  byVectors(
    search: SearchModel,
    query: { like: Float32Array[]; unlike: Float32Array[]; limit: number },
  ): Promise<SearchPage>;
}

/** Search by meaning, words and facts in one answer. */
export function createSearch(options: SearchOptions): Search {
  const { db } = options;
  const knownWords = createKnownWords();

  async function query(input: Input, signal: AbortSignal): Promise<SearchPage> {
    await options.search().ready;
    const startedMs = performance.now();
    const timings: Timings = { encodeMs: 0, scanMs: 0, wordsMs: 0, factsMs: 0 };
    const parsed = parseQuery(input.text);
    const found = await findPhotos(options, { input, parsed }, { signal, times: timings });
    const page = found.ids.slice(input.offset, input.offset + input.limit);
    const hits = timed(timings, 'factsMs', () => photoSummaries(db, page).map((photo) => toHit(photo, found, parsed)));
    const { search, meaning } = found;
    const facts = pageFacts(search, { input, parsed, total: found.ids.length, meaning });
    const issues = await issuesOf(parsed, search, found.excludedByLikeness);
    return { ...facts, issues, hits, tookMs: performance.now() - startedMs, timings };
  }

  function toHit(photo: SearchHit['photo'], found: FoundPhotos, parsed: ParsedQuery): SearchHit {
    const { meaning, scores, byWords, terms } = found;
    const id = Number(photo.photoId);
    const likelihood = meaning.probabilities.get(id) ?? null;
    const probability = likelihood !== null && likelihood >= (meaning.minimumProbability ?? 0) ? likelihood : null;
    const why = whyFound(db, id, { parsed, terms: byWords.has(id) ? terms : [], probability });
    return { photo, score: scores.get(id) ?? 0, probability, why };
  }

  /** What is to be said about the text, and about how far this model can follow it. */
  async function issuesOf(parsed: ParsedQuery, { model, calibration }: SearchModel, likeness = calibration !== null) {
    return [...parsed.issues, ...modelNotes(parsed, { model, likeness, known: await knownWords(model) })];
  }

  function pageFacts(
    { vectors, key, model }: SearchModel,
    { input, parsed, total, meaning }: { input: Input; parsed: ParsedQuery; total: number; meaning: Meaning },
  ): Omit<SearchPage, 'hits' | 'issues' | 'tookMs' | 'timings'> {
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
      minimumProbability: meaning.minimumProbability,
      belowCutoff: meaning.belowCutoff,
      unindexed,
    };
  }

  return {
    handlers: {
      query: (input, { signal }) => query(input, signal),
      async parse({ text }) {
        const parsed = parseQuery(text);
        return { chips: [...parsed.chips], issues: await issuesOf(parsed, options.search()) };
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
      return { ...facts, issues: [], hits, tookMs: performance.now() - startedMs, timings };
    },
  };
}
