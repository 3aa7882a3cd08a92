import sharp, { type OutputInfo, type Sharp } from 'sharp';
import { rgbaToThumbHash } from 'thumbhash';
import type { PixelSpec } from './contract.ts';
import { runPipeline, type DecodeLimits, type OpenedPhoto } from './decode.ts';
import { perceptualHash, perceptualHashSide } from './perceptual-hash.ts';

/** Long edge of the grid thumbnail, pixels. */
export const gridSize = 512;
const thumbhashSize = 100;

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** The one decoded picture that everything else is made from. */
export interface BasePicture extends Size {
  readonly pixels: Buffer;
  /** Of the whole photo. */
  readonly upright: Size;
}

/** Decodes as small as the thumbnail and each of `specs` allow, and never larger than the photo is. */
export async function decodeBase(
  photo: OpenedPhoto,
  specs: readonly PixelSpec[],
  limits: DecodeLimits,
): Promise<BasePicture> {
  const scale = Math.min(1, Math.max(gridSize / longest(photo), ...specs.map((spec) => leastScale(photo, spec))));
  const width = Math.max(1, Math.round(photo.width * scale));
  const height = Math.max(1, Math.round(photo.height * scale));
  const work = photo.pipeline().resize({ width, height, fit: 'fill' }).raw({ depth: 'uchar' });
  const { data, info } = await runPipeline(work.toBuffer({ resolveWithObject: true }), limits);
  return { ...toRgb(data, info), upright: { width: photo.width, height: photo.height } };
}

const longest = ({ width, height }: Size): number => Math.max(width, height);

/** The smallest scale that loses nothing which `spec` shows. */
const leastScale = (photo: Size, { resize, size }: PixelSpec): number =>
  size / (resize === 'inside' ? longest(photo) : Math.min(photo.width, photo.height));

/** Grey pictures come out with one channel; everything after this expects three. */
function toRgb(data: Buffer, { width, height, channels }: OutputInfo): Omit<BasePicture, 'upright'> {
  if (channels === 3) return { pixels: data, width, height };
  const pixels = Buffer.alloc(width * height * 3);
  for (let at = 0; at < width * height; at += 1) pixels.fill(data[at * channels]!, at * 3, at * 3 + 3);
  return { pixels, width, height };
}

/** A pipeline of its own for each caller. */
export const openBase = ({ pixels, width, height }: BasePicture): Sharp =>
  sharp(pixels, { raw: { width, height, channels: 3 } });

/** The grid thumbnail as a JPEG file's content. */
export const gridThumbnail = (base: BasePicture): Promise<Buffer> =>
  openBase(base)
    .resize({ width: gridSize, height: gridSize, fit: 'inside', withoutEnlargement: true })
    .jpeg({ quality: 82 })
    .toBuffer();

export async function hashesOf(base: BasePicture): Promise<{ thumbhash: Uint8Array; perceptualHash: Uint8Array }> {
  const grey = await openBase(base)
    .resize({ width: perceptualHashSide, height: perceptualHashSide, fit: 'fill' })
    .greyscale()
    .raw()
    .toBuffer();
  const small = await openBase(base)
    .resize({ width: thumbhashSize, height: thumbhashSize, fit: 'inside' })
    .ensureAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  const thumbhash = rgbaToThumbHash(small.info.width, small.info.height, small.data);
  return { thumbhash, perceptualHash: perceptualHash(grey) };
}
