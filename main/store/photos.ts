import type { FolderId, PhotoId } from '../../app/contract/ids.ts';
import type { PhotoDetail, PhotoFormat, PhotoSummary, Taken } from '../../app/contract/photo.ts';
import type { ReadableDb, WritableDb } from './database.ts';
import { durably } from './durably.ts';

interface StoredSummary {
  photo_id: number;
  name: string;
  width: number | null;
  height: number | null;
  taken_local: string;
  favourite: number;
  thumbhash: Uint8Array | null;
  content_hash: string | null;
  modified_ms: number;
  media_state: 'pending' | 'done' | 'failed' | 'skipped' | null;
}

interface StoredPhoto extends StoredSummary {
  folder_id: number;
  path: string;
  format: PhotoFormat | null;
  size_bytes: number;
  taken_offset: number | null;
  taken_source: Taken['source'];
  latitude: number | null;
  longitude: number | null;
  altitude: number | null;
  city: string | null;
  region: string | null;
  country: string | null;
  camera_make: string | null;
  camera_model: string | null;
  lens: string | null;
  exposure_s: number | null;
  aperture: number | null;
  iso: number | null;
  focal_mm: number | null;
  focal35_mm: number | null;
  flash: number | null;
  title: string | null;
  caption: string | null;
  keywords: string;
  rating: number | null;
  raw_companion: string | null;
  live_movie: string | null;
  sidecar: string | null;
  warnings: string;
  searchable: number;
}

const summaryColumns = `photo.photo_id, photo.name, photo.width, photo.height, photo.taken_local, photo.favourite,
  photo.thumbhash, photo.content_hash, photo.modified_ms, work.state AS media_state`;
const withWork = `photo LEFT JOIN work ON work.photo_id = photo.photo_id AND work.step = 'media'`;

const toPhotoId = (id: number): PhotoId => String(id) as PhotoId;

function toSummary(stored: StoredSummary): PhotoSummary {
  return {
    photoId: toPhotoId(stored.photo_id),
    name: stored.name,
    width: stored.width,
    height: stored.height,
    takenLocal: stored.taken_local,
    favourite: stored.favourite === 1,
    thumbhash: stored.thumbhash === null ? null : Buffer.from(stored.thumbhash).toString('base64'),
    version: stored.content_hash?.slice(0, 16) ?? `m${Math.round(stored.modified_ms)}`,
    state: stored.media_state === 'done' ? 'ready' : (stored.media_state ?? 'pending'),
  };
}

function toDetail(stored: StoredPhoto): PhotoDetail {
  return {
    ...toSummary(stored),
    folderId: String(stored.folder_id) as FolderId,
    path: stored.path,
    format: stored.format,
    sizeBytes: stored.size_bytes,
    modifiedMs: stored.modified_ms,
    taken: { local: stored.taken_local, offsetMinutes: stored.taken_offset, source: stored.taken_source },
    place: toPlace(stored),
    camera: toCamera(stored),
    description: {
      title: stored.title,
      caption: stored.caption,
      keywords: JSON.parse(stored.keywords) as string[],
      rating: stored.rating,
    },
    rawCompanion: stored.raw_companion,
    liveMovie: stored.live_movie,
    warnings: JSON.parse(stored.warnings) as string[],
    searchable: stored.searchable === 1,
  };
}

function toPlace({ latitude, longitude, altitude, city, region, country }: StoredPhoto): PhotoDetail['place'] {
  if (latitude === null || longitude === null) return null;
  return { latitude, longitude, altitudeMetres: altitude, city, region, country };
}

function toCamera(stored: StoredPhoto): PhotoDetail['camera'] {
  const camera = {
    make: stored.camera_make,
    model: stored.camera_model,
    lens: stored.lens,
    exposureSeconds: stored.exposure_s,
    aperture: stored.aperture,
    iso: stored.iso,
    focalLengthMm: stored.focal_mm,
    focalLength35Mm: stored.focal35_mm,
    flash: stored.flash === null ? null : stored.flash === 1,
  };
  return Object.values(camera).some((value) => value !== null) ? camera : null;
}

/** A photo with everything known about it, whatever its presence; null where there is none. */
export function findPhoto(db: ReadableDb, photoId: number, modelKey: string): PhotoDetail | null {
  const stored = db
    .prepare(
      `SELECT photo.*, work.state AS media_state,
         EXISTS (SELECT 1 FROM embedding WHERE model_key = @modelKey AND embedding.content_hash = photo.content_hash) AS searchable
       FROM ${withWork} WHERE photo.photo_id = @photoId`,
    )
    .get({ photoId, modelKey }) as StoredPhoto | undefined;
  return stored === undefined ? null : toDetail(stored);
}

/**
 * Summaries in the order asked for; ids that are not in the library are left out. CROSS JOIN makes SQLite start from the
 * ids: a library has no statistics that would tell it to.
 */
export function photoSummaries(db: ReadableDb, photoIds: readonly number[]): PhotoSummary[] {
  const rows = db
    .prepare(
      `SELECT ${summaryColumns} FROM json_each(?) ids CROSS JOIN ${withWork} WHERE photo.photo_id = ids.value
       AND photo.presence = 'present'`,
    )
    .all(JSON.stringify(photoIds)) as StoredSummary[];
  const found = new Map(rows.map((row) => [row.photo_id, toSummary(row)]));
  return photoIds.flatMap((id) => found.get(id) ?? []);
}

export interface PhotoFilter {
  readonly folderId?: number | undefined;
  readonly favourites?: boolean | undefined;
}

const filterSql = (filter: PhotoFilter): string =>
  [
    `photo.presence = 'present'`,
    filter.folderId === undefined ? '' : 'photo.folder_id = @folderId',
    filter.favourites === true ? 'photo.favourite = 1' : '',
  ]
    .filter(Boolean)
    .join(' AND ');

/** Photos of one day, newest first. */
export function photosOfDay(
  db: ReadableDb,
  day: string,
  options: PhotoFilter & { offset: number; limit: number },
): PhotoSummary[] {
  const rows = db
    .prepare(
      `SELECT ${summaryColumns} FROM ${withWork} WHERE ${filterSql(options)} AND photo.day = @day
       ORDER BY photo.taken_sort DESC, photo.photo_id DESC LIMIT @limit OFFSET @offset`,
    )
    .all({ day, folderId: options.folderId ?? 0, limit: options.limit, offset: options.offset }) as StoredSummary[];
  return rows.map(toSummary);
}

export interface TimelineRow {
  readonly photoId: number;
  readonly day: string;
  readonly takenSort: number;
  readonly width: number | null;
  readonly height: number | null;
  readonly city: string | null;
}

/** The next `limit` photos of the timeline after one, newest first: a step short enough not to hold the engine up. */
export function timelineAfter(
  db: ReadableDb,
  after: Pick<TimelineRow, 'day' | 'takenSort' | 'photoId'> | null,
  options: PhotoFilter & { limit: number },
): TimelineRow[] {
  const position = after ?? { day: '9999', takenSort: 0, photoId: 0 };
  return db
    .prepare(
      `SELECT photo_id AS photoId, day, taken_sort AS takenSort, width, height, city FROM photo
       WHERE ${filterSql(options)} AND (day, taken_sort, photo_id) < (@day, @takenSort, @photoId)
       ORDER BY day DESC, taken_sort DESC, photo_id DESC LIMIT @limit`,
    )
    .all({ ...position, folderId: options.folderId ?? 0, limit: options.limit }) as TimelineRow[];
}

/** @returns how many photos changed. */
export function setFavourite(db: WritableDb, photoIds: readonly number[], favourite: boolean): number {
  const update = db.prepare(
    'UPDATE photo SET favourite = @favourite WHERE photo_id IN (SELECT value FROM json_each(@ids)) AND favourite <> @favourite',
  );
  const { changes } = durably(db, () => update.run({ favourite: favourite ? 1 : 0, ids: JSON.stringify(photoIds) }));
  return changes;
}

export interface PhotoFile {
  readonly path: string;
  readonly modifiedMs: number;
  readonly contentHash: string | null;
  readonly format: PhotoFormat | null;
  readonly sidecar: string | null;
}

/** Where a photo's file is, for those who read it. */
export function photoFile(db: ReadableDb, photoId: number): PhotoFile | null {
  const row = db
    .prepare(
      `SELECT path, modified_ms AS modifiedMs, content_hash AS contentHash, format, sidecar FROM photo WHERE photo_id = ? AND presence = 'present'`,
    )
    .get(photoId);
  return (row as PhotoFile | undefined) ?? null;
}
