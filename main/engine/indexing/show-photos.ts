import { AppError, isCancelled, type ErrorCode } from '../../../app/contract/errors.ts';
import type { Settings } from '../../../app/contract/settings.ts';
import type { MediaClient } from '../../media/contract.ts';
import { photoFile } from '../../store/photos.ts';
import { embedStep, recordWork } from '../../store/work.ts';
import {
  createModelBatches,
  type Embedding,
  type ModelBatches,
  type SeeingModel,
  type SeeingRun,
} from './model-batches.ts';

export interface ShowOptions extends Embedding {
  readonly media: MediaClient;
  readonly limits: () => Settings['limits'];
  /** How many files are read at once. */
  readonly readers: () => number;
}

/** `left`: its file is away, or another by now; the model sees it when a scan finds it again. */
export type ShowOutcome = 'indexed' | 'failed' | 'left';

export interface ShowRun extends Omit<SeeingRun, 'onOutcome'> {
  readonly photoIds: Iterable<number>;
  /** Waits while the job is paused. */
  gate(): Promise<void>;
  onOutcome(outcome: ShowOutcome, photoId: number): void;
}

/** Shows photos that the library has read to another model; nothing else about them changes. */
export type ShowPhotos = (run: ShowRun) => Promise<void>;

/** Files that may be there another time. */
const away: ReadonlySet<ErrorCode> = new Set([
  'not_found',
  'io_failed',
  'permission_denied',
  'volume_gone',
  'cloud_placeholder',
]);
/** What the photo itself is the reason for. */
const itsOwn: ReadonlySet<ErrorCode> = new Set([
  'unsupported_format',
  'decode_failed',
  'decode_timeout',
  'too_large',
  'unavailable',
]);
/** A file that ends its decoder's process this often is set aside. */
const crashLimit = 2;

export function createShowPhotos(options: ShowOptions): ShowPhotos {
  async function show(photoId: number, batches: ModelBatches, run: ShowRun): Promise<ShowOutcome | 'embedding'> {
    const file = photoFile(options.db, photoId);
    if (file === null || file.contentHash === null) return 'left';
    if (batches.reuse(photoId, file.contentHash)) return 'indexed';
    try {
      const { contentHash, pixels } = await readPixels(file.path, run);
      if (contentHash !== file.contentHash) return 'left';
      await batches.add({ photoId, contentHash, pixels });
      return 'embedding';
    } catch (error) {
      if (!(error instanceof AppError) || isCancelled(error)) throw error;
      if (away.has(error.code)) return 'left';
      if (!itsOwn.has(error.code)) throw error;
      fail(photoId, run.model, error);
      return 'failed';
    }
  }

  async function readPixels(path: string, { model, signal }: ShowRun) {
    for (let attempt = 1; ; attempt += 1) {
      try {
        const input = { path, pixels: model.pixels, limits: options.limits() };
        return await options.media.readPixels(input, { signal });
      } catch (error) {
        const crashed = error instanceof AppError && error.code === 'unavailable';
        if (!crashed || attempt >= crashLimit) throw error;
      }
    }
  }

  function fail(photoId: number, { key }: SeeingModel, { code, message }: AppError): void {
    const error =
      code === 'unavailable'
        ? ({ code: 'decode_failed', message: 'Reading this file ended the decoder twice. It was set aside.' } as const)
        : { code, message };
    recordWork(options.db, photoId, { step: embedStep(key), state: 'failed', version: 1, error });
  }

  return async (run) => {
    const batches = createModelBatches(options, run);
    const remaining = run.photoIds[Symbol.iterator]();
    const reader = async (): Promise<void> => {
      for (;;) {
        await run.gate();
        run.signal.throwIfAborted();
        const next = remaining.next();
        if (next.done === true) return;
        const outcome = await show(next.value, batches, run);
        if (outcome !== 'embedding') run.onOutcome(outcome, next.value);
      }
    };
    await Promise.all(Array.from({ length: options.readers() }, reader));
    await batches.finish();
    run.signal.throwIfAborted();
  };
}
