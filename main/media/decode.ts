import { decode as decodeBmp } from 'bmp-ts';
import sharp, { type Sharp } from 'sharp';
import { AppError } from '../../app/contract/errors.ts';
import type { PhotoFormat } from '../../app/contract/photo.ts';
import { detectFormat } from './format.ts';
import { decodeHeic } from './heic.ts';
import { toDecodeError } from './to-decode-error.ts';

export interface DecodeLimits {
  readonly megapixels: number;
  readonly megabytes: number;
}

/** A photo that can be turned into pixels of any size: upright, sRGB, without alpha. */
export interface OpenedPhoto {
  readonly format: PhotoFormat;
  /** Upright size in pixels. */
  readonly width: number;
  readonly height: number;
  /** A pipeline of its own for each caller. */
  pipeline(): Sharp;
  /** Damage that has been read around so far, in plain words. */
  warnings(): string[];
}

/** Opens any supported photo. Rejects `unsupported_format`, `decode_failed`, `too_large`. */
export async function openPhoto(bytes: Buffer, limits: DecodeLimits): Promise<OpenedPhoto> {
  const format = supportedFormat(bytes);
  try {
    if (format === 'heic') return openRaw(format, await decodeHeic(bytes, limits.megapixels));
    if (format === 'bmp') return openRaw(format, decodeBmp(bytes, { toRGBA: true }));
    return await openEncoded(bytes, format, limits);
  } catch (error) {
    throw toDecodeError(error, limits.megapixels);
  }
}

/** The format that the content says; rejects what the product does not read, SVG by policy. */
export function supportedFormat(bytes: Uint8Array): PhotoFormat {
  const format = detectFormat(bytes);
  if (format === 'svg') {
    const message = 'SVG drawings are left out: they are programs, not photos.';
    throw new AppError('unsupported_format', message, { details: { policy: true } });
  }
  if (format === null)
    throw new AppError('unsupported_format', 'The content is not a photo of a format that can be read.');
  return format;
}

interface RawPixels {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8Array | Uint8ClampedArray;
}

function openRaw(format: PhotoFormat, { width, height, data }: RawPixels): OpenedPhoto {
  const pixels = Buffer.from(data.buffer, data.byteOffset, data.byteLength);
  const pipeline = (): Sharp =>
    flatten(sharp(pixels, { raw: { width, height, channels: 4 }, limitInputPixels: false }));
  return { format, width, height, pipeline, warnings: () => [] };
}

async function openEncoded(bytes: Buffer, format: PhotoFormat, limits: DecodeLimits): Promise<OpenedPhoto> {
  const warnings = new Set<string>();
  const options = { failOn: 'none', limitInputPixels: limits.megapixels * 1e6, pages: 1, autoOrient: true } as const;
  const open = (): Sharp => sharp(bytes, options).on('warning', (warning: unknown) => warnings.add(String(warning)));
  const { autoOrient } = await open().metadata();
  return {
    format,
    width: autoOrient.width,
    height: autoOrient.height,
    pipeline: () => flatten(open()),
    warnings: () => plainWarnings(warnings),
  };
}

const flatten = (image: Sharp): Sharp => image.flatten({ background: '#ffffff' }).toColourspace('srgb').removeAlpha();

const damage = /premature end|truncat|corrupt|invalid|bad|missing|eof|not enough/i;

function plainWarnings(warnings: ReadonlySet<string>): string[] {
  if (warnings.size === 0) return [];
  const damaged = [...warnings].some((warning) => damage.test(warning));
  return [
    damaged ? 'Part of the file is damaged; what could be read is shown.' : 'The file breaks a rule of its format.',
  ];
}

/** Runs a pipeline, turning sharp's errors into the product's. */
export async function runPipeline<T>(work: Promise<T>, limits: DecodeLimits): Promise<T> {
  try {
    return await work;
  } catch (error) {
    throw toDecodeError(error, limits.megapixels);
  }
}
