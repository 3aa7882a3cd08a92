import type { RawImage, Tensor } from '@huggingface/transformers';
import type { z } from 'zod';
import { AppError } from '../../../app/contract/errors.ts';
import type { ByteCache } from '../byte-cache.ts';
import type { ChatInput, ChatPhoto } from '../contract.ts';
import type { PhotoSize, PhotoView } from './chat-family.ts';
import type { Library } from './transformers-parts.ts';

/** A photo as the model saw it. */
export interface SeenPhoto {
  readonly view: PhotoView;
  /** [tokens, hidden]. */
  readonly features: Tensor;
  readonly byteLength: number;
}

/** The photos of one question, with what is known of them from earlier ones. */
export interface PhotoShelf {
  /** How the photo is looked at where it may take `tokenLimit` tokens. */
  view(key: string, tokenLimit: number): PhotoView;
  /** True where its features at this view are cached. */
  isSeen(key: string, view: PhotoView): boolean;
  /** Its features, from the cache or from its pixels. Rejects `not_found` where neither is there. */
  see(key: string, view: PhotoView): Promise<Tensor>;
}

export interface ShelfOptions {
  readonly cache: ByteCache<SeenPhoto>;
  /** The key of a photo's features in the cache. */
  readonly cacheKey: (photo: string) => string;
  readonly library: Library;
  readonly look: (size: PhotoSize, tokenLimit: number) => PhotoView;
  readonly encode: (photo: RawImage, view: PhotoView) => Promise<Tensor>;
}

export function createPhotoShelf({ photos }: ChatInput, options: ShelfOptions): PhotoShelf {
  const { cache, cacheKey, library } = options;
  const byKey = new Map(photos.map((photo) => [photo.key, photo]));
  const of = (key: string): z.output<typeof ChatPhoto> => {
    const photo = byKey.get(key);
    if (photo === undefined) throw new AppError('invalid_input', `A turn names the photo ${key}, which was not sent.`);
    return photo;
  };
  const seenAt = (key: string, view: PhotoView): SeenPhoto | null => {
    const seen = cache.get(cacheKey(key));
    return seen !== null && isSame(seen.view, view) ? seen : null;
  };
  return {
    view(key, tokenLimit) {
      const photo = of(key);
      const wanted = options.look(photo, tokenLimit);
      const seen = cache.get(cacheKey(key));
      const usable = seen !== null && photo.pixels === null && seen.view.tokens <= tokenLimit;
      return usable ? seen.view : wanted;
    },
    isSeen: (key, view) => seenAt(key, view) !== null,
    async see(key, view) {
      const seen = seenAt(key, view);
      if (seen !== null) return seen.features;
      const features = await options.encode(imageOf(library, of(key)), view);
      if (features.dims[0] !== view.tokens) {
        const message = `The image tower gave ${features.dims[0]} tokens where ${view.tokens} were expected.`;
        throw new AppError('model_incompatible', message);
      }
      cache.set(cacheKey(key), { view, features, byteLength: features.size * 4 });
      return features;
    },
  };
}

const isSame = (left: PhotoView, right: PhotoView): boolean =>
  left.width === right.width && left.height === right.height && left.tokens === right.tokens;

function imageOf(library: Library, { key, width, height, pixels }: z.output<typeof ChatPhoto>): RawImage {
  if (pixels === null) {
    throw new AppError('not_found', `The features of ${key} are no longer cached: send its pixels again.`);
  }
  if (pixels.length !== width * height * 3) {
    const message = `Expected ${width} x ${height} x 3 bytes of pixels for ${key} but received ${pixels.length}.`;
    throw new AppError('invalid_input', message);
  }
  return new library.RawImage(pixels, width, height, 3);
}
