import type { Inference } from '../../inference/client.ts';
import type { InstalledModel } from '../../inference/installed-models.ts';
import type { ReadableDb } from '../../store/database.ts';
import { openExactVectorIndex } from '../../store/exact-vector-index.ts';
import type { EmbeddedPhoto } from '../../store/index-results.ts';
import { loadVectors } from '../load-vectors.ts';
import type { Shelf } from './open-shelf.ts';
import { describeSearchModel, isUnusable, type SearchModel, type SearchModelFacts } from './search-model.ts';

/** The search model that answers, and its vectors in memory. */
export interface SearchModels extends AsyncDisposable {
  active(): SearchModel;
  /** Why another than the chosen model answers; null where all is well. */
  problem(): string | null;
  /** Counts photos that the active model was shown, so that one who makes another's vectors knows of new ones. */
  arrivals(): number;
  describe(model: InstalledModel): SearchModelFacts;
  /** Loads a model's vectors beside those of the active one, and keeps them in step from then on. */
  prepare(model: InstalledModel, signal: AbortSignal): SearchModel;
  /** Takes back what `prepare` gave; nothing where it is the active one by now. */
  release(prepared: SearchModel): void;
  /** From now on this one answers; queries under way end with the one they began with. */
  activate(prepared: SearchModel): void;
  /** Vectors that were made and stored; those of a model that is not in memory are left to the store. */
  add(modelKey: string, photos: readonly EmbeddedPhoto[]): void;
  /** These photos are no longer in the library, or can no longer be read. */
  forget(photoIds: readonly number[]): void;
  /** The store holds no vectors any more. */
  clear(): void;
  /** Another model is the active one. */
  onChange(listener: () => void): () => void;
}

export interface SearchModelsOptions {
  readonly db: ReadableDb;
  readonly shelf: Shelf;
  readonly inference: Inference;
  /** The model of the person's choice; null for the built-in one. */
  readonly chosen: string | null;
}

/** Opens the chosen model, or the built-in one, openly, where that is not usable. */
export function openSearchModels({ db, shelf, inference, chosen }: SearchModelsOptions): SearchModels {
  const closing = new AbortController();
  const listeners = new Set<() => void>();
  const live = new Set<SearchModel>();
  let arrivals = 0;
  let problem: string | null = null;

  function open(model: InstalledModel, signal: AbortSignal = closing.signal): SearchModel {
    const facts = describeSearchModel(model, inference);
    const vectors = openExactVectorIndex({ modelKey: facts.key, dim: facts.dim });
    const ready = loadVectors(db, vectors, AbortSignal.any([closing.signal, signal]));
    ready.catch(() => undefined);
    const opened: SearchModel = {
      ...facts,
      vectors,
      ready,
      embedText: (text, signal) => facts.embedText(text, signal).catch((error: unknown) => broken(opened, error)),
      warm: (signal) => facts.warm(signal).catch((error: unknown) => broken(opened, error)),
    };
    live.add(opened);
    return opened;
  }

  /** Files that were changed after the start are noticed when they are loaded. */
  function broken(model: SearchModel, error: unknown): never {
    if (isUnusable(error) && model === active && model.model !== shelf.bundled) {
      problem = fallenBack(error.message);
      activate(open(shelf.bundled));
    }
    throw error;
  }

  function activate(model: SearchModel): void {
    live.delete(active);
    live.add(model);
    active = model;
    for (const listener of listeners) listener();
  }

  function openChosen(): SearchModel {
    const found = chosen === null ? shelf.bundled : (shelf.find(chosen)?.installed ?? null);
    if (found !== null && found.state === 'installed') return open(found);
    if (found !== shelf.bundled) problem = fallenBack(found?.problem ?? `The model ${chosen} is not installed.`);
    return open(shelf.bundled);
  }

  let active = openChosen();
  return {
    active: () => active,
    problem: () => problem ?? active.model.problem,
    arrivals: () => arrivals,
    describe: (model) => describeSearchModel(model, inference),
    prepare: open,
    release: (prepared) => void (prepared !== active && live.delete(prepared)),
    activate(prepared) {
      problem = null;
      activate(prepared);
    },
    add(modelKey, photos) {
      if (modelKey === active.key) arrivals += photos.length;
      for (const model of live)
        if (model.key === modelKey) photos.forEach(({ photoId, vector }) => model.vectors.set(photoId, vector));
    },
    forget: (photoIds) => live.forEach(({ vectors }) => photoIds.forEach((photoId) => vectors.delete(photoId))),
    clear: () => live.forEach(({ vectors }) => vectors.clear()),
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async [Symbol.asyncDispose]() {
      closing.abort();
      await Promise.allSettled([...live].map(({ ready }) => ready));
    },
  };
}

const fallenBack = (reason: string): string =>
  `${reason} The built-in model searches in its place until it is installed again.`;
