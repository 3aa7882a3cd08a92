import { setImmediate as nextTurn } from 'node:timers/promises';
import type { ReadableDb } from '../store/database.ts';
import { vectorsAfter } from '../store/index-results.ts';
import { countPresent } from '../store/search-photos.ts';
import type { VectorIndex } from '../store/vector-index.ts';

const pageSize = 2000;

/** Fills the index from the store, a page at a turn, so that the engine answers meanwhile. */
export async function loadVectors(db: ReadableDb, index: VectorIndex, signal: AbortSignal): Promise<void> {
  index.reserve(countPresent(db));
  for (let after = 0; ;) {
    signal.throwIfAborted();
    const page = vectorsAfter(db, index.modelKey, { after, limit: pageSize });
    for (const { photoId, vector } of page) index.set(photoId, vector);
    const last = page.at(-1);
    if (last === undefined) return;
    after = last.photoId;
    await nextTurn();
  }
}
