import { Alignment } from '../../app/contract/models.ts';
import { prepared, type ReadableDb, type WritableDb } from './database.ts';

/** Keeps a measurement in place of the last one of its model and source. */
export function storeMeasurement(db: WritableDb, alignment: Alignment): void {
  const { modelId, source, measuredMs } = alignment;
  prepared(
    db,
    `INSERT INTO measurement (model_id, source, measured_ms, alignment) VALUES (?, ?, ?, ?)
     ON CONFLICT (model_id, source) DO UPDATE SET measured_ms = excluded.measured_ms, alignment = excluded.alignment`,
  ).run(modelId, source, Math.round(measuredMs), JSON.stringify(alignment));
}

/** The last measurement of each model and source, newest first; those of an older shape are left out. */
export const listMeasurements = (db: ReadableDb): Alignment[] =>
  (db.prepare('SELECT alignment FROM measurement ORDER BY measured_ms DESC').pluck().all() as string[]).flatMap(
    (stored) => Alignment.safeParse(JSON.parse(stored)).data ?? [],
  );

/** Photos a second that a model was last seen to embed, or null. */
export const lastPhotosPerSecond = (db: ReadableDb, modelId: string): number | null =>
  listMeasurements(db).find((each) => each.modelId === modelId && each.photosPerSecond !== null)?.photosPerSecond ??
  null;
