import { z } from 'zod';
import { FolderId, PhotoId } from './ids.ts';

/** Where a date came from: the camera's own record, or (weaker) the file's modification time. */
export const DateSource = z.enum(['exif', 'xmp', 'iptc', 'file']);

/** When a photo was taken, by the camera's wall clock. */
export const Taken = z.object({
  /** `YYYY-MM-DDTHH:MM:SS`, no zone: what the clock on the wall showed. */
  local: z.string(),
  /** Minutes east of UTC, where the file says so. */
  offsetMinutes: z.number().int().nullable(),
  source: DateSource,
});
export type Taken = z.output<typeof Taken>;

export const Place = z.object({
  latitude: z.number(),
  longitude: z.number(),
  altitudeMetres: z.number().nullable(),
  city: z.string().nullable(),
  region: z.string().nullable(),
  country: z.string().nullable(),
});
export type Place = z.output<typeof Place>;

export const Camera = z.object({
  make: z.string().nullable(),
  model: z.string().nullable(),
  lens: z.string().nullable(),
  exposureSeconds: z.number().nullable(),
  aperture: z.number().nullable(),
  iso: z.number().nullable(),
  focalLengthMm: z.number().nullable(),
  focalLength35Mm: z.number().nullable(),
  flash: z.boolean().nullable(),
});
export type Camera = z.output<typeof Camera>;

/** IPTC, XMP and sidecar words. */
export const Description = z.object({
  title: z.string().nullable(),
  caption: z.string().nullable(),
  keywords: z.array(z.string()),
  /** 0 to 5 stars; -1 rejected. */
  rating: z.number().int().min(-1).max(5).nullable(),
});
export type Description = z.output<typeof Description>;

export const photoFormats = ['jpeg', 'png', 'webp', 'gif', 'tiff', 'avif', 'heic', 'bmp'] as const;
export const PhotoFormat = z.enum(photoFormats);
export type PhotoFormat = z.output<typeof PhotoFormat>;

/** What the grid needs to draw a photo. */
export const PhotoSummary = z.object({
  photoId: PhotoId,
  name: z.string(),
  /** Upright size in pixels; null until the photo has been read. */
  width: z.number().int().nullable(),
  height: z.number().int().nullable(),
  /** Local wall-clock time, `YYYY-MM-DDTHH:MM:SS`. */
  takenLocal: z.string(),
  favourite: z.boolean(),
  /** base64 thumbhash, drawn until the thumbnail has loaded. */
  thumbhash: z.string().nullable(),
  /** Changes with the file's content; part of the image address. */
  version: z.string(),
  /** `failed` and `skipped` photos have no image; the activity view says why. */
  state: z.enum(['pending', 'ready', 'failed', 'skipped']),
});
export type PhotoSummary = z.output<typeof PhotoSummary>;

/** Everything known about a photo. */
export const PhotoDetail = PhotoSummary.extend({
  folderId: FolderId,
  /** Shown to the person; never sent back. */
  path: z.string(),
  format: PhotoFormat.nullable(),
  sizeBytes: z.number().int(),
  modifiedMs: z.number(),
  taken: Taken,
  place: Place.nullable(),
  camera: Camera.nullable(),
  description: Description,
  /** Name of the RAW file beside it, if there is one. */
  rawCompanion: z.string().nullable(),
  /** Name of the movie of a Live Photo beside it, if there is one. */
  liveMovie: z.string().nullable(),
  /** Damage that was read around, in plain words. */
  warnings: z.array(z.string()),
  /** Whether the search model has seen it. */
  searchable: z.boolean(),
});
export type PhotoDetail = z.output<typeof PhotoDetail>;
