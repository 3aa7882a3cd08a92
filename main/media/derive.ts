import sharp, { type OutputInfo, type Sharp } from 'sharp';
import { rgbaToThumbHash } from 'thumbhash';
import { runPipeline, type DecodeLimits, type OpenedPhoto } from './decode.ts';
import { perceptualHash, perceptualHashSide } from './perceptual-hash.ts';

/** Long edge of the grid thumbnail, pixels. */
export const gridSize = 512;
const thumbhashSize = 100;

/** The one decoded picture that everything else is made from. */
export interface BasePicture {
  readonly pixels: Buffer;
  readonly width: number;
  readonly height: number;
}

/** Decodes to the thumbnail's size; very long or tall photos keep at least `shortestSide` pixels across. */
export async function decodeBase(photo: OpenedPhoto, shortestSide: number, limits: DecodeLimits): Promise<BasePicture> {
  const scale = Math.min(
    1,
    Math.max(gridSize / Math.max(photo.width, photo.height), shortestSide / Math.min(photo.width, photo.height)),
  );
  const width = Math.max(1, Math.round(photo.width * scale));
  const height = Math.max(1, Math.round(photo.height * scale));
  const work = photo.pipeline().resize({ width, height, fit: 'fill' }).raw({ depth: 'uchar' });
  const { data, info } = await runPipeline(work.toBuffer({ resolveWithObject: true }), limits);
  return toRgb(data, info);
}

/** Grey pictures come out with one channel; everything after this expects three. */
function toRgb(data: Buffer, { width, height, channels }: OutputInfo): BasePicture {
  if (channels === 3) return { pixels: data, width, height };
  const pixels = Buffer.alloc(width * height * 3);
  for (let at = 0; at < width * height; at += 1) pixels.fill(data[at * channels]!, at * 3, at * 3 + 3);
  return { pixels, width, height };
}

const open = ({ pixels, width, height }: BasePicture): Sharp => sharp(pixels, { raw: { width, height, channels: 3 } });

/** What the model sees: the whole photo squashed to a square, [size, size, 3] uint8, antialiased. */
export async function modelPixels(base: BasePicture, size: number): Promise<Uint8Array> {
  return bytes(await open(base).resize({ width: size, height: size, fit: 'fill', kernel: 'cubic' }).raw().toBuffer());
}

/** The grid thumbnail as a JPEG file's content. */
export const gridThumbnail = (base: BasePicture): Promise<Buffer> =>
  open(base)
    .resize({ width: gridSize, height: gridSize, fit: 'inside', withoutEnlargement: true })
    .jpeg({ quality: 82 })
    .toBuffer();

export async function hashesOf(base: BasePicture): Promise<{ thumbhash: Uint8Array; perceptualHash: Uint8Array }> {
  const grey = await open(base)
    .resize({ width: perceptualHashSide, height: perceptualHashSide, fit: 'fill' })
    .greyscale()
    .raw()
    .toBuffer();
  const small = await open(base)
    .resize({ width: thumbhashSize, height: thumbhashSize, fit: 'inside' })
    .ensureAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  const thumbhash = rgbaToThumbHash(small.info.width, small.info.height, small.data);
  return { thumbhash, perceptualHash: perceptualHash(grey) };
}

/** A buffer's own bytes: small buffers share a pool, which must not travel with them. */
const bytes = (buffer: Buffer): Uint8Array => new Uint8Array(buffer);
