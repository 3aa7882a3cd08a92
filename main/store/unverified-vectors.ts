import { prepared, type ReadableDb, type WritableDb } from './database.ts';
import { embedStep } from './work.ts';

/** The row of the newest vector of any model. */
export const newestVector = (db: ReadableDb): number =>
  prepared(db, 'SELECT coalesce(max(embedding_id), 0) FROM embedding').pluck().get() as number;

/** Deletes a model's vectors that are newer than the row `since`; their photos wait for the model again. @returns how many photos. */
export function forgetVectorsSince(db: WritableDb, modelKey: string, since: number): number {
  return db.transaction(() => {
    const { changes } = prepared(
      db,
      `UPDATE work SET state = 'pending', attempts = 0 WHERE step = @step AND photo_id IN (
         SELECT photo.photo_id FROM embedding JOIN photo USING (content_hash)
         WHERE embedding_id > @since AND model_key = @modelKey)`,
    ).run({ step: embedStep(modelKey), since, modelKey });
    prepared(db, 'DELETE FROM embedding WHERE embedding_id > ? AND model_key = ?').run(since, modelKey);
    return changes;
  })();
}
