import type { Inference } from '../../inference/client.ts';
import type { InstalledModel } from '../../inference/installed-models.ts';
import type { ReadableDb } from '../../store/database.ts';
import { openExactVectorIndex } from '../../store/exact-vector-index.ts';
import type { EmbeddedPhoto } from '../../store/index-results.ts';
import { loadVectors } from '../load-vectors.ts';
import { describeSearchModel, type SearchModel } from './search-model.ts';

/** The search model that answers, and its vectors in memory. */
export interface SearchModels extends AsyncDisposable {
  active(): SearchModel;
  /** Vectors that were made and stored; those of a model that is not in memory are left to the store. */
  add(modelKey: string, photos: readonly EmbeddedPhoto[]): void;
  /** These photos are no longer in the library, or can no longer be read. */
  forget(photoIds: readonly number[]): void;
  /** The store holds no vectors any more. */
  clear(): void;
}

export function openSearchModels({
  db,
  model,
  inference,
}: {
  db: ReadableDb;
  model: InstalledModel;
  inference: Inference;
}): SearchModels {
  const closing = new AbortController();
  const active = open(model);

  /** Loads the vectors in the background; a search waits for them, nothing else does. */
  function open(installed: InstalledModel): SearchModel {
    const facts = describeSearchModel(installed, inference);
    const vectors = openExactVectorIndex({ modelKey: facts.key, dim: facts.dim });
    const ready = loadVectors(db, vectors, closing.signal);
    ready.catch(() => undefined);
    return { ...facts, vectors, ready };
  }

  return {
    active: () => active,
    add(modelKey, photos) {
      if (modelKey === active.key) for (const { photoId, vector } of photos) active.vectors.set(photoId, vector);
    },
    forget: (photoIds) => photoIds.forEach((photoId) => active.vectors.delete(photoId)),
    clear: () => active.vectors.clear(),
    async [Symbol.asyncDispose]() {
      closing.abort();
      await active.ready.catch(() => undefined);
    },
  };
}
