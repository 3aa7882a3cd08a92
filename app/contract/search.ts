import { z } from 'zod';
import { call } from './define.ts';
import { ModelId, PhotoId } from './ids.ts';
import { PhotoSummary } from './photo.ts';

/** Something understood in the search box, shown as a removable chip. */
export const Chip = z.object({
  kind: z.enum(['text', 'phrase', 'exclude', 'filter', 'like', 'unlike']),
  /** The filter's key (`before`, `camera`); null for words. */
  key: z.string().nullable(),
  /** What the chip says, e.g. `before June 2021`. */
  label: z.string(),
  /** Where it stands in the text, as [start, end) in UTF-16 units; removing the chip removes this range. */
  start: z.number().int(),
  end: z.number().int(),
});
export type Chip = z.output<typeof Chip>;

/** Something to say about a part of the box's text. */
export const QueryIssue = z.object({
  /** `mistake`: it could not be understood. `note`: it was, and its answer has limits that a person should know. */
  kind: z.enum(['mistake', 'note']),
  message: z.string(),
  /** What to write instead. */
  hint: z.string(),
  start: z.number().int(),
  end: z.number().int(),
});
export type QueryIssue = z.output<typeof QueryIssue>;

/** Why a photo was found. */
export const Why = z.object({
  kind: z.enum(['meaning', 'word', 'filter']),
  /** For a word: `name`, `folder`, `keywords`, `caption`, `title`, `camera`, `place`. For a filter: its key. */
  field: z.string().optional(),
  text: z.string().optional(),
  probability: z.number().min(0).max(1).optional(),
});
export type Why = z.output<typeof Why>;

export const SearchHit = z.object({
  photo: PhotoSummary,
  /** The fused rank score: comparable inside one answer only. */
  score: z.number(),
  /** Calibrated probability that the photo shows the text; null where only words matched or the query was composed. */
  probability: z.number().min(0).max(1).nullable(),
  why: z.array(Why),
});
export type SearchHit = z.output<typeof SearchHit>;

/** What an empty or partial answer means; each has its own words on the screen. */
export const SearchState = z.enum(['found', 'no_hits', 'empty_library', 'indexing', 'model_missing']);

export const SearchInput = z.object({
  text: z.string().max(1000).default(''),
  /** Photos to look like, and not to look like. */
  like: z.array(PhotoId).max(20).default([]),
  unlike: z.array(PhotoId).max(20).default([]),
  sort: z.enum(['relevance', 'newest', 'oldest']).default('relevance'),
  /** Least probability of a match by meaning alone; absent means the default. Never hides word or filter matches. */
  minimumProbability: z.number().min(0).max(1).optional(),
  offset: z.number().int().min(0).default(0),
  limit: z.number().int().min(1).max(1000).default(200),
});
export type SearchInput = z.output<typeof SearchInput>;

export const SearchPage = z.object({
  hits: z.array(SearchHit),
  /** All that match, of which `hits` is a page. */
  total: z.number().int(),
  state: SearchState,
  /** The model that ranked by meaning; null where words and filters alone answered. */
  model: ModelId.nullable(),
  /** Why another than the chosen model answered, in plain words; null where all is well. */
  modelProblem: z.string().nullable(),
  chips: z.array(Chip),
  issues: z.array(QueryIssue),
  /** The cut-off in force; null where the query has no meaning part. */
  minimumProbability: z.number().nullable(),
  /** Photos left out by the cut-off alone. */
  belowCutoff: z.number().int(),
  /** Photos that the search model has not seen yet. */
  unindexed: z.number().int(),
  tookMs: z.number(),
  timings: z.object({ encodeMs: z.number(), scanMs: z.number(), wordsMs: z.number(), factsMs: z.number() }),
});
export type SearchPage = z.output<typeof SearchPage>;

export const Suggestion = z.object({
  /** The whole new text of the box. */
  text: z.string(),
  label: z.string(),
  kind: z.enum(['filter', 'camera', 'folder', 'place', 'keyword', 'recent']),
  count: z.number().int().nullable(),
});
export type Suggestion = z.output<typeof Suggestion>;

export const search = {
  /** Photos that match, best first. Works without the text model on words and filters alone, and says so in `state`. */
  query: call(SearchInput, SearchPage),
  /** What the box would be understood as, without searching. */
  parse: call(
    z.object({ text: z.string().max(1000) }),
    z.object({ chips: z.array(Chip), issues: z.array(QueryIssue) }),
  ),
  /** Completions for the word at `cursor`. */
  suggest: call(
    z.object({ text: z.string().max(1000), cursor: z.number().int().min(0) }),
    z.object({ suggestions: z.array(Suggestion) }),
  ),
};
