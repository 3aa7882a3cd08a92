/** @file The vectors of each model as a whole: which there are, how large they are, and how they go. */
import { prepared, type ReadableDb, type WritableDb } from './database.ts';
import { toVector } from './index-results.ts';

export interface VectorSet {
  readonly modelKey: string;
  readonly vectors: number;
  readonly bytes: number;
}

/** Keys that have vectors, found by leaps through the index. */
export const vectorKeys = (db: ReadableDb): string[] =>
  db
    .prepare(
      `WITH RECURSIVE key (found) AS (
         SELECT min(model_key) FROM embedding UNION ALL
         SELECT (SELECT min(model_key) FROM embedding WHERE model_key > found) FROM key WHERE found IS NOT NULL)
       SELECT found FROM key WHERE found IS NOT NULL`,
    )
    .pluck()
    .all() as string[];

/** The vectors of a model: all have one length. */
export function vectorSet(db: ReadableDb, modelKey: string): VectorSet {
  const vectors = prepared(db, 'SELECT count(*) FROM embedding WHERE model_key = ?').pluck().get(modelKey) as number;
  const each = prepared(db, 'SELECT length(vector) FROM embedding WHERE model_key = ? LIMIT 1').pluck().get(modelKey);
  return { modelKey, vectors, bytes: vectors * ((each as number | undefined) ?? 0) };
}

/** Deletes some vectors of a model, few enough not to hold the engine up. @returns how many; 0 once none is left. */
export const deleteVectors = (db: WritableDb, modelKey: string, limit: number): number =>
  prepared(
    db,
    `DELETE FROM embedding WHERE embedding_id IN (SELECT embedding_id FROM embedding WHERE model_key = ? LIMIT ?)`,
  ).run(modelKey, limit).changes;

/** Forgets of some photos that a model has seen them. @returns how many; 0 once none is left. */
export const deleteStep = (db: WritableDb, step: string, limit: number): number =>
  prepared(
    db,
    `DELETE FROM work WHERE (photo_id, step) IN (SELECT photo_id, step FROM work WHERE step = ? LIMIT ?)`,
  ).run(step, limit).changes;

export interface KnownPhoto {
  readonly photoId: number;
  /** 1 where the model has yet to see it. */
  readonly pending: 0 | 1;
}

/**
 * Present photos that were read, with ids above `after`, a page at a time; those on disks that are away are left out.
 * Pages are counted in photos, not in pending ones, so that each takes the same time.
 */
export const knownPhotosAfter = (
  db: ReadableDb,
  step: string,
  { after, limit }: { after: number; limit: number },
): KnownPhoto[] =>
  prepared(
    db,
    `SELECT media.photo_id AS photoId, coalesce(embed.state, 'pending') = 'pending' AS pending FROM work media
     CROSS JOIN photo ON photo.photo_id = media.photo_id AND photo.presence = 'present'
     CROSS JOIN folder ON folder.folder_id = photo.folder_id AND folder.state = 'online'
     LEFT JOIN work embed ON embed.photo_id = media.photo_id AND embed.step = ?
     WHERE media.step = 'media' AND media.state = 'done' AND media.photo_id > ? ORDER BY media.photo_id LIMIT ?`,
  ).all(step, after, limit) as KnownPhoto[];

/** The vectors of these photos under a model, as far as there are any. */
export function vectorsOfPhotos(
  db: ReadableDb,
  modelKey: string,
  photoIds: readonly number[],
): Map<number, Float32Array> {
  const rows = db
    .prepare(
      `SELECT photo.photo_id AS photoId, embedding.vector FROM json_each(?) ids
       CROSS JOIN photo ON photo.photo_id = ids.value
       CROSS JOIN embedding ON embedding.model_key = ? AND embedding.content_hash = photo.content_hash`,
    )
    .all(JSON.stringify(photoIds), modelKey) as { photoId: number; vector: Buffer }[];
  return new Map(rows.map(({ photoId, vector }) => [photoId, toVector(vector)]));
}
