import { AppError, isCancelled } from '../../../app/contract/errors.ts';

/** A photo that is read and waits for the model. */
export interface ReadPhoto {
  readonly photoId: number;
  readonly contentHash: string;
  /** [size, size, 3] uint8. */
  readonly pixels: Uint8Array;
}

export interface EmbedBatches {
  /** Resolves once there is room for another photo; the photo is embedded with others. */
  add(photo: ReadPhoto): Promise<void>;
  /** Embeds what is left and waits for all of it. Rejects with the error that stopped embedding, if any. */
  finish(): Promise<void>;
}

export interface EmbedBatchesOptions {
  readonly batchSize: number;
  /** Photos that may be read ahead of the model. */
  readonly lookAhead: number;
  /** [photos.length, dim] flat. */
  embed(photos: readonly ReadPhoto[]): Promise<Float32Array>;
  store(photos: readonly ReadPhoto[], vectors: Float32Array): void;
  /** A photo that the model cannot take. */
  reject(photo: ReadPhoto, error: AppError): void;
}

const retries = 5;

/** Feeds the model in full batches while photos are being read; at most one batch is with it at a time. */
export function createEmbedBatches(options: EmbedBatchesOptions): EmbedBatches {
  let waiting: ReadPhoto[] = [];
  let failure: unknown = null;
  let running: Promise<void> = Promise.resolve();
  let queued = 0;
  let roomWanted: (() => void)[] = [];

  function flush(): void {
    const batch = waiting;
    waiting = [];
    if (batch.length === 0) return;
    running = running.then(async () => {
      if (failure === null) await embedBatch(batch).catch((error: unknown) => (failure = error));
      queued -= batch.length;
      roomWanted.forEach((resolve) => resolve());
      roomWanted = [];
    });
  }

  async function embedBatch(batch: readonly ReadPhoto[]): Promise<void> {
    try {
      options.store(batch, await withRetries(() => options.embed(batch)));
    } catch (error) {
      if (!(error instanceof AppError) || error.code !== 'inference_failed') throw error;
      if (batch.length === 1) return options.reject(batch[0]!, error);
      for (const photo of batch) await embedBatch([photo]);
    }
  }

  return {
    async add(photo) {
      if (failure !== null) return;
      waiting.push(photo);
      queued += 1;
      if (waiting.length >= options.batchSize) flush();
      while (queued >= options.lookAhead && failure === null) {
        flush();
        await new Promise<void>((resolve) => roomWanted.push(resolve));
      }
    },
    async finish() {
      flush();
      await running;
      if (failure !== null) throw failure;
    },
  };
}

/** A crashed or killed process is started again by its supervisor; the same batch is then tried again. */
async function withRetries<T>(work: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work();
    } catch (error) {
      const retryable = error instanceof AppError && error.retryable && !isCancelled(error);
      if (!retryable || attempt >= retries) throw error;
      await new Promise((resolve) => setTimeout(resolve, 200 * attempt));
    }
  }
}
