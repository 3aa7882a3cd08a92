import { AppError } from '../../../app/contract/errors.ts';
import type { InferenceClient } from '../../inference/contract.ts';
import type { WritableDb } from '../../store/database.ts';
import { findEmbedding, storeEmbeddings, type EmbeddedPhoto } from '../../store/index-results.ts';
import { embedStep, recordWork } from '../../store/work.ts';
import type { SearchModel } from '../models/search-model.ts';
import { createEmbedBatches, type EmbedBatches } from './embed-batches.ts';

const batchSize = 16;
const lookAhead = 64;

/** The model that is to see photos. */
export type SeeingModel = Pick<SearchModel, 'model' | 'key' | 'dim' | 'pixels'>;

export interface Embedding {
  readonly db: WritableDb;
  readonly index: () => InferenceClient;
  onVectors(modelKey: string, photos: readonly EmbeddedPhoto[]): void;
  onChange(): void;
}

export interface SeeingRun {
  readonly model: SeeingModel;
  readonly signal: AbortSignal;
  onOutcome(outcome: 'indexed' | 'failed', photoId: number): void;
  /** A batch came back: what the model took for it. */
  onEmbedded?: ((photos: number, tookMs: number) => void) | undefined;
}

/** What one model sees in one run: photos go in as they are read, vectors go to the store in full batches. */
export interface ModelBatches extends EmbedBatches {
  /** True where a photo with the same content has a vector already; it is taken. */
  reuse(photoId: number, contentHash: string): boolean;
}

export function createModelBatches(
  { db, index, onVectors, onChange }: Embedding,
  { model: { model, key: modelKey, dim }, signal, onOutcome, onEmbedded }: SeeingRun,
): ModelBatches {
  const step = embedStep(modelKey);
  const batches = createEmbedBatches({
    batchSize,
    lookAhead,
    async embed(photos) {
      signal.throwIfAborted();
      const pixels = Buffer.concat(photos.map((photo) => photo.pixels));
      const { id, title } = model.manifest;
      const startedMs = performance.now();
      const embedded = await index().embedImages({ modelId: id, count: photos.length, pixels });
      onEmbedded?.(photos.length, performance.now() - startedMs);
      if (embedded.dim === dim) return embedded.vectors;
      const message = `${title} gives vectors of ${embedded.dim} numbers, and its manifest says ${dim}.`;
      throw new AppError('model_incompatible', message);
    },
    store(photos, vectors) {
      signal.throwIfAborted();
      const embedded = photos.map(({ photoId, contentHash }, row) => ({
        photoId,
        contentHash,
        vector: vectors.slice(row * dim, (row + 1) * dim),
      }));
      storeEmbeddings(db, { modelKey, step, photos: embedded });
      onVectors(modelKey, embedded);
      for (const { photoId } of photos) onOutcome('indexed', photoId);
      onChange();
    },
    reject({ photoId }, { code, message }) {
      recordWork(db, photoId, { step, state: 'failed', version: 1, error: { code, message } });
      onOutcome('failed', photoId);
    },
  });
  return {
    ...batches,
    reuse(photoId, contentHash) {
      const vector = findEmbedding(db, modelKey, contentHash);
      if (vector === null) return false;
      recordWork(db, photoId, { step, state: 'done', version: 1 });
      onVectors(modelKey, [{ photoId, contentHash, vector }]);
      return true;
    },
  };
}
