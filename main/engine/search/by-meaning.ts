import { AppError, isCancelled } from '../../../app/contract/errors.ts';
import type { ModelId } from '../../../app/contract/ids.ts';
import { cosineOf, probabilityOf } from '../../../models/calibration.ts';
import type { VectorMatch } from '../../store/vector-index.ts';
import { isUnusable, type SearchModel } from '../models/search-model.ts';
import { calibrationFor, composeVectors } from './relevance.ts';

/** What a search by meaning found. */
export interface Meaning {
  /** Passing the cut-off, best first. */
  readonly ranked: readonly number[];
  readonly probabilities: ReadonlyMap<number, number>;
  readonly belowCutoff: number;
  /** null where the query has no calibrated part. */
  readonly minimumProbability: number | null;
  /** The model that ranked; null where none was asked. */
  readonly model: ModelId | null;
  /** True where the model should have ranked and its files are missing or wrong. */
  readonly unusable: boolean;
}

export const noMeaning: Meaning = {
  ranked: [],
  probabilities: new Map(),
  belowCutoff: 0,
  minimumProbability: null,
  model: null,
  unusable: false,
};

/** What is looked for: words, photos to look like, and photos not to look like. */
export interface MeaningQuery {
  readonly text: string;
  readonly like: readonly number[];
  readonly unlike: readonly number[];
  readonly minimumProbability: number;
  /** Only these photos; null for all. */
  readonly candidates: ReadonlySet<number> | null;
  /** Photos in the library. */
  readonly photos: number;
}

/** Photos considered by meaning; more than anyone scrolls through. */
const meaningLimit = 2000;
/** Similar photos have no calibrated end; this many are shown. */
const similarLimit = 500;

export interface MeaningTimes {
  encodeMs: number;
  scanMs: number;
}

/** Ranks photos by one model from beginning to end, whichever takes over meanwhile. */
export async function byMeaning(
  search: SearchModel,
  query: MeaningQuery,
  { signal, times }: { signal: AbortSignal; times: MeaningTimes },
): Promise<Meaning> {
  const composed = query.like.length + query.unlike.length > 0;
  if ((query.text === '' && !composed) || search.vectors.size === 0) return noMeaning;
  if (query.text !== '' && search.model.state !== 'installed') return { ...noMeaning, unusable: true };
  const startMs = performance.now();
  const text =
    query.text === '' ? null : await onceMore(() => search.embedText(query.text, signal)).catch(unlessUnusable);
  if (text === 'unusable') return { ...noMeaning, unusable: true };
  const embeddedMs = performance.now();
  const found = composed ? similar(search, query, text) : calibrated(search, query, text!);
  times.encodeMs += embeddedMs - startMs;
  times.scanMs += performance.now() - embeddedMs;
  return found;
}

/** What is left of a ranking without certain photos. */
export function leaveOut(meaning: Meaning, barred: ReadonlySet<number>): Meaning {
  if (barred.size === 0) return meaning;
  const stays = (photoId: number): boolean => !barred.has(photoId);
  const ranked = meaning.ranked.filter(stays);
  const probabilities = new Map([...meaning.probabilities].filter(([photoId]) => stays(photoId)));
  return { ...meaning, ranked, probabilities, belowCutoff: Math.max(0, probabilities.size - ranked.length) };
}

/** A query caught in a restart of its process is tried once more. */
export async function onceMore<T>(embed: () => Promise<T>): Promise<T> {
  try {
    return await embed();
  } catch (error) {
    if (!(error instanceof AppError) || !error.retryable || isCancelled(error)) throw error;
    return embed();
  }
}

function unlessUnusable(error: unknown): 'unusable' {
  if (isUnusable(error)) return 'unusable';
  throw error;
}

const within = ({ candidates }: MeaningQuery) => (candidates === null ? {} : { candidates });

function similar({ vectors, model }: SearchModel, query: MeaningQuery, text: Float32Array | null): Meaning {
  const vectorsOf = (ids: readonly number[]): Float32Array[] => ids.flatMap((id) => vectors.get(id) ?? []);
  const toward = [...(text === null ? [] : [text]), ...vectorsOf(query.like)];
  const away = vectorsOf(query.unlike);
  if (toward.length + away.length === 0) return noMeaning;
  const named = new Set([...query.like, ...query.unlike]);
  const found = vectors.search(composeVectors(toward, away), { limit: similarLimit + named.size, ...within(query) });
  const ids = found.map(({ photoId }) => photoId).filter((id) => !named.has(id));
  return { ...noMeaning, ranked: ids.slice(0, similarLimit), model: model.manifest.id };
}

function calibrated(search: SearchModel, query: MeaningQuery, text: Float32Array): Meaning {
  if (search.calibration === null) return noMeaning;
  const { minimumProbability } = query;
  const found: readonly VectorMatch[] = search.vectors.search(text, { limit: meaningLimit, ...within(query) });
  const calibration = calibrationFor(search.calibration, query.photos);
  const cutoff = cosineOf(calibration, minimumProbability);
  const passing = found.filter(({ score }) => score >= cutoff);
  return {
    ...noMeaning,
    ranked: passing.map(({ photoId }) => photoId),
    probabilities: new Map(found.map(({ photoId, score }) => [photoId, probabilityOf(calibration, score)])),
    belowCutoff: found.length - passing.length,
    minimumProbability,
    model: search.model.manifest.id,
  };
}
