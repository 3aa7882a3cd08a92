/** @file What runs inside a media process. One file at a time, one thread for it: the pool is the parallelism. */
import sharp from 'sharp';
import type { MediaHandlers } from './contract.ts';
import { createMediaHandlers } from './create-media-handlers.ts';

export interface MediaService extends AsyncDisposable {
  readonly handlers: MediaHandlers;
}

export async function openMediaProcess(): Promise<MediaService> {
  sharp.concurrency(1);
  sharp.cache(false);
  return { handlers: createMediaHandlers(), [Symbol.asyncDispose]: async () => undefined };
}
