import libheif from 'libheif-js/wasm-bundle.js';
import { AppError } from '../../app/contract/errors.ts';

/** Upright pixels: libheif turns and mirrors as the file says, so EXIF orientation must not be applied again. */
export interface HeicPixels {
  readonly width: number;
  readonly height: number;
  /** RGBA, uint8. */
  readonly data: Uint8ClampedArray;
}

interface HeifImage {
  is_primary(): boolean;
  get_width(): number;
  get_height(): number;
  display(target: HeicPixels, done: (filled: HeicPixels | null) => void): void;
  free(): void;
}

interface Libheif {
  HeifDecoder: new () => { decode(bytes: Uint8Array): HeifImage[] };
}

/** Decodes the primary image of a HEIC or HEIF file. Rejects `decode_failed`, `too_large`. */
export async function decodeHeic(bytes: Uint8Array, limitMegapixels: number): Promise<HeicPixels> {
  const images = new (libheif as Libheif).HeifDecoder().decode(bytes);
  try {
    const primary = images.find((image) => image.is_primary()) ?? images[0];
    if (primary === undefined) throw new AppError('decode_failed', 'The HEIC file holds no readable image.');
    return await pixelsOf(primary, limitMegapixels);
  } finally {
    for (const image of images) image.free();
  }
}

async function pixelsOf(image: HeifImage, limitMegapixels: number): Promise<HeicPixels> {
  const width = image.get_width();
  const height = image.get_height();
  if (width * height > limitMegapixels * 1e6) {
    const message = `The photo has ${Math.round((width * height) / 1e6)} megapixels; the limit is ${limitMegapixels}.`;
    throw new AppError('too_large', message, { details: { limit: `${limitMegapixels} megapixels` } });
  }
  const target = { width, height, data: new Uint8ClampedArray(width * height * 4) };
  return new Promise((resolve, reject) => {
    image.display(target, (filled) => {
      if (filled !== null) return resolve(target);
      reject(new AppError('decode_failed', 'The HEIC image is damaged or uses a coding that libheif cannot read.'));
    });
  });
}
