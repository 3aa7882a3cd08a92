import { setImmediate as nextTurn } from 'node:timers/promises';
import { AppError, isCancelled, type ErrorCode } from '../../../app/contract/errors.ts';
import type { Settings } from '../../../app/contract/settings.ts';
import type { MediaClient } from '../../media/contract.ts';
import { storeFacts } from '../../store/index-results.ts';
import { markMissing, mediaVersion } from '../../store/scanned-files.ts';
import { embedStep, pendingPhoto, recordWork, type PendingPhoto } from '../../store/work.ts';
import type { ReadPhoto } from './embed-batches.ts';
import { createModelBatches, type Embedding, type ModelBatches, type SeeingModel } from './model-batches.ts';

/** A file that ends its decoder's process this often is set aside. */
const crashLimit = 2;

export type PhotoOutcome = 'indexed' | 'failed' | 'skipped' | 'gone';

/** `embedding`: the model has it, and its outcome comes later; `again`: to be read once more. */
type StepOutcome = PhotoOutcome | 'embedding' | 'again';

export interface IndexerOptions extends Embedding {
  readonly media: MediaClient;
  readonly thumbnailDirectory: string;
  readonly limits: () => Settings['limits'];
  /** How many files are read at once. */
  readonly readers: () => number;
  /** The file of a photo is no longer there, or can no longer be read. */
  onGone(photoId: number): void;
}

export interface IndexRun {
  /** The model that is to see them. */
  readonly model: SeeingModel;
  readonly photoIds: readonly number[];
  readonly signal: AbortSignal;
  /** Waits while the job is paused. */
  gate(): Promise<void>;
  onOutcome(outcome: PhotoOutcome): void;
  /** Rejects where the volume of a photo's folder is gone, so that its photos are not taken for deleted or damaged. */
  checkVolume(photoId: number): Promise<void>;
}

export interface Indexer {
  /** Reads, describes and embeds these photos; whatever is killed goes on where it was. */
  run(run: IndexRun): Promise<void>;
  /** These are on the screen: they come first in any run that has them. */
  prioritise(photoIds: readonly number[]): void;
}

export function createIndexer(options: IndexerOptions): Indexer {
  let wanted: readonly number[] = [];

  async function run(work: IndexRun): Promise<void> {
    const remaining = new Set(work.photoIds);
    const batches = createModelBatches(options, work);
    const next = (): number | undefined => {
      const first = wanted.find((id) => remaining.has(id)) ?? remaining.values().next().value;
      if (first !== undefined) remaining.delete(first);
      return first;
    };
    const reader = async (): Promise<void> => {
      for (;;) {
        await work.gate();
        await nextTurn();
        const photoId = next();
        if (photoId === undefined) return;
        const outcome = await indexPhoto(photoId, batches, work);
        if (outcome === 'again') remaining.add(photoId);
        else if (outcome !== 'embedding') work.onOutcome(outcome);
        options.onChange();
      }
    };
    const stopAll = (error: unknown): never => {
      remaining.clear();
      throw error;
    };
    await Promise.all(Array.from({ length: options.readers() }, () => reader().catch(stopAll)));
    await batches.finish();
    work.signal.throwIfAborted();
  }

  async function indexPhoto(photoId: number, batches: ModelBatches, work: IndexRun): Promise<StepOutcome> {
    const photo = pendingPhoto(options.db, photoId, embedStep(work.model.key));
    if (photo === null) return 'gone';
    try {
      const read = photo.mediaDone ? await readAgain(photo, batches, work) : await readFirst(photo, batches, work);
      if (read === null) return 'indexed';
      await batches.add(read);
      return 'embedding';
    } catch (error) {
      if (!(error instanceof AppError) || isCancelled(error) || fatal.has(error.code)) throw error;
      return fail(photo, error, work);
    }
  }

  /** Everything from one decode; null where a photo with the same content has a vector already. */
  async function readFirst(
    photo: PendingPhoto,
    batches: ModelBatches,
    { model, signal }: IndexRun,
  ): Promise<ReadPhoto | null> {
    const { modelPixels, ...facts } = await options.media.readPhoto(
      {
        path: photo.path,
        sidecarPath: photo.sidecar,
        thumbnailDirectory: options.thumbnailDirectory,
        pixels: [model.pixels],
        limits: options.limits(),
      },
      { signal },
    );
    signal.throwIfAborted();
    storeFacts(options.db, photo.photoId, facts);
    return batches.reuse(photo.photoId, facts.contentHash)
      ? null
      : { photoId: photo.photoId, contentHash: facts.contentHash, pixels: modelPixels[0]!.pixels };
  }

  /** A photo whose facts are known but which the model has not seen; all of it where its file is another by now. */
  async function readAgain(photo: PendingPhoto, batches: ModelBatches, work: IndexRun): Promise<ReadPhoto | null> {
    const { model, signal } = work;
    if (photo.contentHash !== null && batches.reuse(photo.photoId, photo.contentHash)) return null;
    const input = { path: photo.path, pixels: model.pixels, limits: options.limits() };
    const { contentHash, pixels } = await options.media.readPixels(input, { signal });
    if (contentHash !== photo.contentHash) return readFirst(photo, batches, work);
    return { photoId: photo.photoId, contentHash, pixels };
  }

  async function fail(photo: PendingPhoto, { code, message, details }: AppError, work: IndexRun): Promise<StepOutcome> {
    if (code === 'unavailable') return crashed(photo);
    if (code === 'not_found' || code === 'io_failed') await work.checkVolume(photo.photoId);
    if (code === 'not_found') {
      markMissing(options.db, [photo.photoId]);
      options.onGone(photo.photoId);
      return 'gone';
    }
    const byPolicy = code === 'too_large' || code === 'cloud_placeholder' || details['policy'] === true;
    record(photo, { state: byPolicy ? 'skipped' : 'failed', code, message });
    options.onGone(photo.photoId);
    return byPolicy ? 'skipped' : 'failed';
  }

  /** A file that ended its decoder is tried once more, then set aside and listed. */
  function crashed(photo: PendingPhoto): StepOutcome {
    const attempts = photo.attempts + 1;
    if (attempts < crashLimit) {
      recordWork(options.db, photo.photoId, { step: 'media', state: 'pending', attempts, version: mediaVersion });
      return 'again';
    }
    const message = 'Reading this file ended the decoder twice. It was set aside.';
    record({ ...photo, attempts }, { state: 'failed', code: 'decode_failed', message });
    return 'failed';
  }

  function record(
    { photoId, attempts }: PendingPhoto,
    { state, code, message }: { state: 'failed' | 'skipped'; code: ErrorCode; message: string },
  ): void {
    recordWork(options.db, photoId, {
      step: 'media',
      state,
      attempts,
      version: mediaVersion,
      error: { code, message },
    });
  }

  return {
    run,
    prioritise(photoIds) {
      wanted = photoIds;
    },
  };
}

/** What stops the whole job: going on would only fail for every photo. */
const fatal: ReadonlySet<ErrorCode> = new Set([
  'engine_failed',
  'storage_full',
  'store_corrupt',
  'store_readonly',
  'internal',
]);
