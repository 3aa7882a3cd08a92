import { basename, dirname } from 'node:path';
import { prepared, type ReadableDb, type WritableDb } from './database.ts';
import { addWords, removeWords } from './photo-words.ts';

/** Raised when reading a photo gives more or better; every photo is then read again. */
export const mediaVersion = 1;

/** A photo as a scan finds it. */
export interface ScannedFile {
  readonly path: string;
  readonly sizeBytes: number;
  readonly modifiedMs: number;
  readonly sidecar: string | null;
  readonly sidecarModifiedMs: number | null;
  readonly rawCompanion: string | null;
  readonly liveMovie: string | null;
}

export interface KnownFile {
  readonly photoId: number;
  readonly folderId: number;
  readonly path: string;
  readonly presence: 'present' | 'missing' | 'removed';
  readonly sizeBytes: number;
  readonly modifiedMs: number;
  readonly sidecar: string | null;
  /** null where it is not known. */
  readonly sidecarModifiedMs: number | null;
  readonly contentHash: string | null;
}

const knownColumns = `photo_id AS photoId, folder_id AS folderId, path, presence, size_bytes AS sizeBytes,
  modified_ms AS modifiedMs, sidecar, sidecar_modified_ms AS sidecarModifiedMs, content_hash AS contentHash`;

export function knownByPath(db: ReadableDb, path: string): KnownFile | null {
  const row = prepared(db, `SELECT ${knownColumns} FROM photo WHERE path = ?`).get(path);
  return (row as KnownFile | undefined) ?? null;
}

/** Photos of this size whose content is known: what a new file may be a moved copy of. */
export function knownBySize(db: ReadableDb, sizeBytes: number): KnownFile[] {
  return prepared(
    db,
    `SELECT ${knownColumns} FROM photo WHERE size_bytes = ? AND content_hash IS NOT NULL LIMIT 50`,
  ).all(sizeBytes) as KnownFile[];
}

/** Every photo that should be in a folder. */
export function presentPhotoIds(db: ReadableDb, folderId: number): number[] {
  return prepared(db, `SELECT photo_id FROM photo WHERE folder_id = ? AND presence = 'present'`)
    .pluck()
    .all(folderId) as number[];
}

export function hasPresentPhotos(db: ReadableDb, folderId: number): boolean {
  const found = prepared(db, `SELECT 1 FROM photo WHERE folder_id = ? AND presence = 'present' LIMIT 1`).get(folderId);
  return found !== undefined;
}

export const pathOf = (db: ReadableDb, photoId: number): string =>
  prepared(db, 'SELECT path FROM photo WHERE photo_id = ?').pluck().get(photoId) as string;

/** `YYYY-MM-DDTHH:MM:SS` on the wall of this machine. */
export function localTime(ms: number): string {
  const date = new Date(ms);
  return new Date(ms - date.getTimezoneOffset() * 60_000).toISOString().slice(0, 19);
}

/** A local wall-clock time as a number that sorts. */
export const sortTime = (local: string): number => Date.parse(`${local}Z`);

export function insertPhoto(db: WritableDb, folderId: number, file: ScannedFile & { nowMs: number }): number {
  const local = localTime(file.modifiedMs);
  const { lastInsertRowid } = prepared(
    db,
    `INSERT INTO photo (folder_id, path, directory, name, size_bytes, modified_ms, taken_local, taken_sort, sidecar,
         sidecar_modified_ms, raw_companion, live_movie, added_ms)
       VALUES (@folderId, @path, @directory, @name, @sizeBytes, @modifiedMs, @local, @sort, @sidecar,
         @sidecarModifiedMs, @rawCompanion, @liveMovie, @nowMs)`,
  ).run({ ...file, ...nameParts(file.path), folderId, local, sort: sortTime(local) });
  const photoId = Number(lastInsertRowid);
  requeue(db, photoId);
  addWords(db, photoId);
  return photoId;
}

/** A file that is where it was: it comes back if it was gone, and is read again if its content or its sidecar changed. */
export function keepPhoto(
  db: WritableDb,
  known: KnownFile,
  found: { folderId: number; file: ScannedFile; changed: 'content' | 'sidecar' | null },
): void {
  const { folderId, file, changed } = found;
  prepared(
    db,
    `UPDATE photo SET folder_id = @folderId, presence = 'present', size_bytes = @sizeBytes, modified_ms = @modifiedMs,
       sidecar = @sidecar, sidecar_modified_ms = @sidecarModifiedMs, raw_companion = @rawCompanion, live_movie = @liveMovie WHERE photo_id = @photoId`,
  ).run({ ...file, folderId, photoId: known.photoId });
  if (changed === 'content') forgetContent(db, known.photoId);
  if (changed !== null) requeue(db, known.photoId);
  else if (known.presence !== 'present') reloadVector(db, known.photoId);
}

/** Until it is read again, a replaced file must not be found or shown as what it was. */
function forgetContent(db: WritableDb, photoId: number): void {
  prepared(db, 'UPDATE photo SET content_hash = NULL, thumbhash = NULL WHERE photo_id = ?').run(photoId);
}

/** A file that moved or was renamed: the photo keeps its id, favourite and vectors. */
export function movePhoto(
  db: WritableDb,
  photoId: number,
  { folderId, file }: { folderId: number; file: ScannedFile },
): void {
  removeWords(db, photoId);
  prepared(
    db,
    `UPDATE photo SET folder_id = @folderId, path = @path, directory = @directory, name = @name, presence = 'present',
       modified_ms = @modifiedMs, sidecar = @sidecar, sidecar_modified_ms = @sidecarModifiedMs, raw_companion = @rawCompanion, live_movie = @liveMovie
     WHERE photo_id = @photoId`,
  ).run({ ...file, ...nameParts(file.path), folderId, photoId });
  addWords(db, photoId);
  reloadVector(db, photoId);
}

/** Files that are no longer there; everything about them is kept for their return. */
export function markMissing(db: WritableDb, photoIds: readonly number[]): void {
  prepared(db, `UPDATE photo SET presence = 'missing' WHERE photo_id IN (SELECT value FROM json_each(?))`).run(
    JSON.stringify(photoIds),
  );
}

const nameParts = (path: string): { directory: string; name: string } => ({
  directory: dirname(path),
  name: basename(path),
});

/** A photo that returns goes through indexing once more, which finds its vector by its content. */
function reloadVector(db: WritableDb, photoId: number): void {
  prepared(db, `UPDATE work SET state = 'pending' WHERE photo_id = ? AND step <> 'media' AND state = 'done'`).run(
    photoId,
  );
}

/** Everything about the photo is to be done again. */
function requeue(db: WritableDb, photoId: number): void {
  prepared(db, 'DELETE FROM work WHERE photo_id = ?').run(photoId);
  prepared(db, `INSERT INTO work (photo_id, step, state, pipeline_version) VALUES (?, 'media', 'pending', ?)`).run(
    photoId,
    mediaVersion,
  );
}
