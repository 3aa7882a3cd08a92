/** @file What the engine may ask of the media process. Files go in by path; small buffers and facts come out. */
import { z } from 'zod';
import { call, defineContract, type Client, type Handlers } from '../../app/contract/define.ts';
import { Camera, Description, PhotoFormat, Place, Taken } from '../../app/contract/photo.ts';

const Bytes = z.custom<Uint8Array>((value) => value instanceof Uint8Array);
const Path = z.string().min(1);

/** Pixels as a model wants them; each way is antialiased as Pillow does it. */
export const PixelSpec = z.object({
  /**
   * `squash`: [size, size], aspect ignored. `crop`: shortest edge `size`, then the centre square.
   * `inside`: longest edge at most `size`, aspect kept, never enlarged.
   */
  resize: z.enum(['squash', 'crop', 'inside']),
  /** Pixels. */
  size: z.number().int().min(1).max(8192),
  interpolation: z.enum(['bilinear', 'bicubic', 'lanczos3']),
});
export type PixelSpec = z.output<typeof PixelSpec>;

/** Raw upright sRGB pixels, uint8, [height, width, 3]. */
const Pixels = z.object({ width: z.number().int(), height: z.number().int(), pixels: Bytes });

/** What reading a photo once gives: everything that the library wants to know. */
export const ReadPhotoResult = z.object({
  /** SHA-256 of the file, hex. */
  contentHash: z.string(),
  format: PhotoFormat,
  /** Upright size in pixels. */
  width: z.number().int(),
  height: z.number().int(),
  taken: Taken.nullable(),
  place: Place.nullable(),
  camera: Camera.nullable(),
  description: Description,
  thumbhash: Bytes,
  /** 64-bit DCT perceptual hash, big-endian. */
  perceptualHash: Bytes,
  /** One for each requested `pixels`, in their order. */
  modelPixels: z.array(Pixels),
  /** Damage that was read around, in plain words. */
  warnings: z.array(z.string()),
});
export type ReadPhotoResult = z.output<typeof ReadPhotoResult>;

export const mediaContract = defineContract({
  /**
   * Reads a photo once for everything. Writes the grid thumbnail to `thumbnailDirectory` by content hash.
   * Rejects `unsupported_format`, `decode_failed`, `too_large` (details: limit), `io_failed`, `permission_denied`,
   * `cloud_placeholder`, `storage_full`.
   */
  readPhoto: call(
    z.object({
      path: Path,
      sidecarPath: Path.nullable(),
      thumbnailDirectory: Path,
      pixels: z.array(PixelSpec),
      limits: z.object({ megapixels: z.number(), megabytes: z.number() }),
    }),
    ReadPhotoResult,
  ),
  /** Pixels alone: for questions about a photo and for files outside the library. */
  readPixels: call(
    z.object({
      path: Path,
      pixels: PixelSpec,
      limits: z.object({ megapixels: z.number(), megabytes: z.number() }),
    }),
    Pixels.extend({ contentHash: z.string() }),
  ),
  /** A JPEG file in memory, upright, inside `longestEdge` and never enlarged, without metadata: to be sent somewhere. */
  encodeJpeg: call(
    z.object({
      path: Path,
      longestEdge: z.number().int().min(1).max(8192),
      limits: z.object({ megapixels: z.number(), megabytes: z.number() }),
    }),
    z.object({ width: z.number().int(), height: z.number().int(), bytes: Bytes }),
  ),
  /** Facts without decoding pixels: for questions about files outside the library. */
  readFacts: call(
    z.object({ path: Path, sidecarPath: Path.nullable() }),
    ReadPhotoResult.pick({
      format: true,
      width: true,
      height: true,
      taken: true,
      place: true,
      camera: true,
      description: true,
      warnings: true,
    }),
  ),
  /**
   * Makes an image file to show: `preview` (2048 px long edge) or `full` (converted, for formats that browsers cannot show).
   * The file is complete when this answers; a second call for the same file waits for the first.
   */
  renderImage: call(
    z.object({ path: Path, size: z.enum(['grid', 'preview', 'full']), outputPath: Path }),
    z.object({ contentType: z.string() }),
  ),
});

export type MediaClient = Client<typeof mediaContract>;
export type MediaHandlers = Handlers<typeof mediaContract>;
