import { cosineOf } from '../../../models/calibration.ts';
import { isUnusable, type SearchModel } from '../models/search-model.ts';
import { onceMore, type MeaningTimes } from './by-meaning.ts';
import { calibrationFor } from './relevance.ts';

/** A photo is left out where it is likelier than not that it shows what is excluded, however strict the search is. */
const leastProbability = 0.5;

/** What photos must not look like, of which photos, and of how many in the library. */
export interface LookAlikeQuery {
  readonly texts: readonly string[];
  readonly photoIds: readonly number[];
  readonly photos: number;
}

/** Those of the photos that look like one of the texts; null where the model cannot say. */
export async function lookAlikes(
  search: SearchModel,
  { texts, photoIds, photos }: LookAlikeQuery,
  { signal, times }: { signal: AbortSignal; times: MeaningTimes },
): Promise<ReadonlySet<number> | null> {
  if (search.calibration === null || search.model.state !== 'installed') return null;
  if (texts.length === 0 || photoIds.length === 0 || search.vectors.size === 0) return new Set();
  const startMs = performance.now();
  const vectors = await onceMore(() => search.embedTexts(texts, signal)).catch((error: unknown) => {
    if (isUnusable(error)) return null;
    throw error;
  });
  times.encodeMs += performance.now() - startMs;
  if (vectors === null) return null;
  const cutoff = cosineOf(calibrationFor(search.calibration, photos), leastProbability);
  const scanMs = performance.now();
  const candidates = photoIds.length < search.vectors.size ? new Set(photoIds) : null;
  const found = new Set(vectors.flatMap((vector) => search.vectors.atLeast(vector, cutoff, candidates)));
  times.scanMs += performance.now() - scanMs;
  return found;
}
