import type { Description, PhotoFormat, Taken, Camera, Place } from '../../app/contract/photo.ts';
import { prepared, type ReadableDb, type WritableDb } from './database.ts';
import { addWords, removeWords } from './photo-words.ts';
import { localTime, mediaVersion, sortTime } from './scanned-files.ts';
import { recordWork } from './work.ts';

/** What reading a photo found out. */
export interface PhotoFacts {
  readonly contentHash: string;
  readonly format: PhotoFormat;
  readonly width: number;
  readonly height: number;
  readonly taken: Taken | null;
  readonly place: Place | null;
  readonly camera: Camera | null;
  readonly description: Description;
  readonly thumbhash: Uint8Array;
  readonly perceptualHash: Uint8Array;
  readonly warnings: readonly string[];
}

const columns = [
  'content_hash',
  'format',
  'width',
  'height',
  'latitude',
  'longitude',
  'altitude',
  'city',
  'region',
  'country',
  'camera_make',
  'camera_model',
  'lens',
  'exposure_s',
  'aperture',
  'iso',
  'focal_mm',
  'focal35_mm',
  'flash',
  'title',
  'caption',
  'keywords',
  'rating',
  'thumbhash',
  'perceptual_hash',
  'warnings',
] as const;
const assignments = columns.map((column) => `${column} = @${column}`).join(', ');

/** Stores a photo's facts and words, that its media step is done and that models have yet to see it, in one transaction. */
export function storeFacts(db: WritableDb, photoId: number, facts: PhotoFacts): void {
  db.transaction(() => {
    removeWords(db, photoId);
    prepared(db, `UPDATE photo SET ${assignments} WHERE photo_id = @photoId`).run({ ...toColumns(facts), photoId });
    storeTaken(db, photoId, facts.taken ?? fileDate(db, photoId));
    addWords(db, photoId);
    prepared(db, `DELETE FROM work WHERE photo_id = ? AND step <> 'media'`).run(photoId);
    recordWork(db, photoId, { step: 'media', state: 'done', version: mediaVersion });
  })();
}

/** Where the content has no date: the file's, which may have changed since it was found. */
function fileDate(db: ReadableDb, photoId: number): Taken {
  const modifiedMs = prepared(db, 'SELECT modified_ms FROM photo WHERE photo_id = ?').pluck().get(photoId);
  return { local: localTime(Number(modifiedMs)), offsetMinutes: null, source: 'file' };
}

function storeTaken(db: WritableDb, photoId: number, { local, offsetMinutes, source }: Taken): void {
  prepared(
    db,
    'UPDATE photo SET taken_local = ?, taken_sort = ?, taken_offset = ?, taken_source = ? WHERE photo_id = ?',
  ).run(local, sortTime(local), offsetMinutes, source, photoId);
}

function toColumns(facts: PhotoFacts): Record<(typeof columns)[number], unknown> {
  const { place, camera, description } = facts;
  return {
    content_hash: facts.contentHash,
    format: facts.format,
    width: facts.width,
    height: facts.height,
    latitude: place?.latitude ?? null,
    longitude: place?.longitude ?? null,
    altitude: place?.altitudeMetres ?? null,
    city: place?.city ?? null,
    region: place?.region ?? null,
    country: place?.country ?? null,
    camera_make: camera?.make ?? null,
    camera_model: camera?.model ?? null,
    lens: camera?.lens ?? null,
    exposure_s: camera?.exposureSeconds ?? null,
    aperture: camera?.aperture ?? null,
    iso: camera?.iso ?? null,
    focal_mm: camera?.focalLengthMm ?? null,
    focal35_mm: camera?.focalLength35Mm ?? null,
    flash: camera?.flash === null || camera === null ? null : Number(camera.flash),
    title: description.title,
    caption: description.caption,
    keywords: JSON.stringify(description.keywords),
    rating: description.rating,
    thumbhash: facts.thumbhash,
    perceptual_hash: facts.perceptualHash,
    warnings: JSON.stringify(facts.warnings),
  };
}

export interface EmbeddedPhoto {
  readonly photoId: number;
  readonly contentHash: string;
  /** L2-normalised. */
  readonly vector: Float32Array;
}

/** Stores a batch of vectors and that their step is done, in one transaction. */
export function storeEmbeddings(
  db: WritableDb,
  { modelKey, step, photos }: { modelKey: string; step: string; photos: readonly EmbeddedPhoto[] },
): void {
  const insert = prepared(
    db,
    `INSERT INTO embedding (model_key, content_hash, vector) VALUES (?, ?, ?)
     ON CONFLICT (model_key, content_hash) DO UPDATE SET vector = excluded.vector`,
  );
  db.transaction(() => {
    for (const { photoId, contentHash, vector } of photos) {
      insert.run(modelKey, contentHash, Buffer.from(vector.buffer, vector.byteOffset, vector.byteLength));
      recordWork(db, photoId, { step, state: 'done', version: 1 });
    }
  })();
}

/** In place where it may be: SQLite's buffers nearly always begin at a multiple of four. */
export function toVector(blob: Buffer): Float32Array {
  const { byteOffset, byteLength } = blob;
  const { buffer, at } =
    byteOffset % Float32Array.BYTES_PER_ELEMENT === 0
      ? { buffer: blob.buffer, at: byteOffset }
      : { buffer: blob.buffer.slice(byteOffset, byteOffset + byteLength), at: 0 };
  return new Float32Array(buffer, at, byteLength / Float32Array.BYTES_PER_ELEMENT);
}

/** The vector of a content under a model, or null. */
export function findEmbedding(db: ReadableDb, modelKey: string, contentHash: string): Float32Array | null {
  const blob = prepared(db, 'SELECT vector FROM embedding WHERE model_key = ? AND content_hash = ?')
    .pluck()
    .get(modelKey, contentHash) as Buffer | undefined;
  return blob === undefined ? null : toVector(blob);
}

/**
 * The vectors of present photos with ids above `after`, a page at a time. The plan is given, by rowid and then the key of the
 * vector: a library has no statistics, and without them SQLite sorts all photos for each page.
 */
export function vectorsAfter(
  db: ReadableDb,
  modelKey: string,
  { after, limit }: { after: number; limit: number },
): { photoId: number; vector: Float32Array }[] {
  const rows = prepared(
    db,
    `SELECT photo.photo_id AS photoId, embedding.vector FROM photo NOT INDEXED
     CROSS JOIN embedding ON embedding.model_key = ? AND embedding.content_hash = photo.content_hash
     WHERE photo.photo_id > ? AND photo.presence = 'present' ORDER BY photo.photo_id LIMIT ?`,
  ).all(modelKey, after, limit) as { photoId: number; vector: Buffer }[];
  return rows.map(({ photoId, vector }) => ({ photoId, vector: toVector(vector) }));
}
