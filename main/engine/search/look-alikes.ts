import { cosineOf } from '../../../models/calibration.ts';
import { isUnusable, type SearchModel } from '../models/search-model.ts';
import { onceMore, type MeaningTimes } from './by-meaning.ts';
import { calibrationFor } from './relevance.ts';

/** A photo is left out where it is likelier than not that it shows what is excluded, however strict the search is. */
const leastProbability = 0.5;
/** Fewer photos than this are compared one by one; of more, the best of the whole library, in growing steps. */
const gatherBelow = 8192;
const firstStep = 4096;
const growth = 8;

/** What photos must not look like, of which photos, and of how many in the library. */
export interface LookAlikeQuery {
  readonly texts: readonly string[];
  readonly photoIds: readonly number[];
  readonly photos: number;
}

/** Photos that look like one of the texts: at least those among `photoIds`; null where the model cannot say. */
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
  const found = new Set(vectors.flatMap((vector) => atLeast(search, vector, { cutoff, photoIds })));
  times.scanMs += performance.now() - scanMs;
  return found;
}

function atLeast(
  { vectors }: SearchModel,
  vector: Float32Array,
  { cutoff, photoIds }: { cutoff: number; photoIds: readonly number[] },
): number[] {
  const few = photoIds.length < gatherBelow;
  const candidates = few ? { candidates: new Set(photoIds) } : {};
  for (let limit = few ? photoIds.length : firstStep; ; limit *= growth) {
    const matches = vectors.search(vector, { limit, ...candidates });
    const passing = matches.filter(({ score }) => score >= cutoff);
    if (passing.length < matches.length || matches.length < limit || few) return passing.map(({ photoId }) => photoId);
  }
}
