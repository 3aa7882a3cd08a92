import { basename } from 'node:path';
import type { ErrorCode } from '../../app/contract/errors.ts';
import type { PhotoId } from '../../app/contract/ids.ts';
import type { Failure } from '../../app/contract/jobs.ts';
import { prepared, type ReadableDb, type WritableDb } from './database.ts';

/** The step that embeds a photo with one model. */
export const embedStep = (modelKey: string): string => `embed:${modelKey}`;

/** Photos of the library that a model will not see: they could not be read, were left out, or it could not take them. */
export const countSetAside = (db: ReadableDb, modelKey: string): number =>
  db
    .prepare(
      `SELECT count(DISTINCT photo_id) FROM work CROSS JOIN photo USING (photo_id)
       WHERE step IN ('media', ?) AND state IN ('failed', 'skipped') AND presence = 'present'`,
    )
    .pluck()
    .get(embedStep(modelKey)) as number;

export interface PendingPhoto {
  readonly photoId: number;
  readonly path: string;
  readonly sidecar: string | null;
  readonly contentHash: string | null;
  readonly mediaDone: boolean;
  /** Times that reading it has ended its process. */
  readonly attempts: number;
}

/**
 * Present photos that are not through yet, in one folder or in all; those that failed or were skipped are not among them.
 * Of all folders, those on disks that are away wait for their return.
 */
export function pendingPhotoIds(db: ReadableDb, step: string, folderId: number | null): number[] {
  return db
    .prepare(
      `SELECT photo.photo_id FROM photo
       LEFT JOIN work media ON media.photo_id = photo.photo_id AND media.step = 'media'
       LEFT JOIN work embed ON embed.photo_id = photo.photo_id AND embed.step = @step
       WHERE photo.presence = 'present'
         AND photo.folder_id IN (SELECT folder_id FROM folder WHERE folder_id = @folderId OR (@folderId IS NULL AND state = 'online'))
         AND (coalesce(media.state, 'pending') = 'pending'
           OR (media.state = 'done' AND coalesce(embed.state, 'pending') = 'pending'))
       ORDER BY photo.photo_id`,
    )
    .pluck()
    .all({ step, folderId }) as number[];
}

/** A photo's work, or null where it is done, failed or no longer there. */
export function pendingPhoto(db: ReadableDb, photoId: number, step: string): PendingPhoto | null {
  const row = prepared(
    db,
    `SELECT photo.photo_id AS photoId, photo.path, photo.sidecar, photo.content_hash AS contentHash,
         coalesce(media.state, 'pending') AS media, coalesce(embed.state, 'pending') AS embed,
         coalesce(media.attempts, 0) AS attempts
       FROM photo
       LEFT JOIN work media ON media.photo_id = photo.photo_id AND media.step = 'media'
       LEFT JOIN work embed ON embed.photo_id = photo.photo_id AND embed.step = @step
       WHERE photo.photo_id = @photoId AND photo.presence = 'present'`,
  ).get({ photoId, step }) as (Omit<PendingPhoto, 'mediaDone'> & { media: string; embed: string }) | undefined;
  if (row === undefined || row.media === 'failed' || row.media === 'skipped') return null;
  if (row.media === 'done' && row.embed !== 'pending') return null;
  const { media, embed: _embed, ...rest } = row;
  return { ...rest, mediaDone: media === 'done' };
}

export interface WorkResult {
  readonly step: string;
  readonly state: 'pending' | 'done' | 'failed' | 'skipped';
  readonly version: number;
  readonly attempts?: number;
  readonly error?: { readonly code: ErrorCode; readonly message: string };
}

export function recordWork(db: WritableDb, photoId: number, result: WorkResult): void {
  prepared(
    db,
    `INSERT INTO work (photo_id, step, state, attempts, error_code, error_message, pipeline_version)
     VALUES (@photoId, @step, @state, @attempts, @code, @message, @version)
     ON CONFLICT (photo_id, step) DO UPDATE SET state = excluded.state, attempts = excluded.attempts,
       error_code = excluded.error_code, error_message = excluded.error_message, pipeline_version = excluded.pipeline_version`,
  ).run({
    photoId,
    step: result.step,
    state: result.state,
    attempts: result.attempts ?? 0,
    code: result.error?.code ?? null,
    message: result.error?.message ?? null,
    version: result.version,
  });
}

/** Puts failed photos back in the queue. @returns how many. */
export function retryFailed(db: WritableDb, photoIds: readonly number[] | null): number {
  const some = photoIds === null ? '' : 'AND photo_id IN (SELECT value FROM json_each(@ids))';
  return db
    .prepare(
      `UPDATE work SET state = 'pending', attempts = 0, error_code = NULL, error_message = NULL
       WHERE state IN ('failed', 'skipped') ${some}`,
    )
    .run({ ids: JSON.stringify(photoIds ?? []) }).changes;
}

/** Photos that were over a limit, which may be higher now. @returns how many. */
export const requeueTooLarge = (db: WritableDb): number =>
  db
    .prepare(
      `UPDATE work SET state = 'pending', attempts = 0, error_code = NULL, error_message = NULL
       WHERE step = 'media' AND state = 'skipped' AND error_code = 'too_large'`,
    )
    .run().changes;

/** A pipeline step that got better is done again: photos done by an older version wait for it. */
export function requeueOlderVersions(db: WritableDb, step: string, version: number): number {
  return db
    .prepare(
      `UPDATE work SET state = 'pending', attempts = 0 WHERE step = ? AND state <> 'pending' AND pipeline_version < ?`,
    )
    .run(step, version).changes;
}

/** Photos that could not be read, were left out, or that one of these models could not take, with the reason. */
export function listFailures(
  db: ReadableDb,
  { offset, limit, modelKeys }: { offset: number; limit: number; modelKeys: readonly string[] },
): { failures: Failure[]; total: number } {
  const steps = JSON.stringify(['media', ...modelKeys.map(embedStep)]);
  const from = `FROM json_each(?) steps CROSS JOIN work ON work.step = steps.value AND work.state IN ('failed', 'skipped')
    CROSS JOIN photo ON photo.photo_id = work.photo_id AND photo.presence = 'present'`;
  const rows = db
    .prepare(
      `SELECT photo.photo_id, photo.path, work.state, error_code AS code, error_message AS message, attempts ${from}
       ORDER BY error_code, photo.path LIMIT ? OFFSET ?`,
    )
    .all(steps, limit, offset) as (Omit<Failure, 'photoId' | 'name'> & { photo_id: number })[];
  const total = db.prepare(`SELECT count(*) ${from}`).pluck().get(steps) as number;
  const failures = rows.map(({ photo_id, ...row }) => ({
    ...row,
    photoId: String(photo_id) as PhotoId,
    name: basename(row.path),
  }));
  return { failures, total };
}
