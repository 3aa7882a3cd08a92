import { z } from 'zod';
import { DeviceId, DeviceTrial } from '../../app/contract/devices.ts';
import { prepared, type ReadableDb, type WritableDb } from './database.ts';

/** What is known of a model on this machine's devices. */
export const DeviceRecord = z.object({
  /** What it was measured with; with another driver or other files the measurements do not count. */
  driver: z.string(),
  modelKey: z.string(),
  trials: z.array(DeviceTrial),
  unit: z.enum(['photos', 'tokens']),
  /** The fastest number of threads on the CPU; null until measured. */
  threads: z.number().int().min(1).nullable(),
  /** The person's own choice; null for the measured one. */
  chosen: DeviceId.nullable(),
});
export type DeviceRecord = z.output<typeof DeviceRecord>;

const rowName = (modelId: string): string => `devices ${modelId}`;

/** null where nothing is known. */
export function readDeviceRecord(db: ReadableDb, modelId: string): DeviceRecord | null {
  const stored = prepared(db, 'SELECT value FROM setting WHERE name = ?').pluck().get(rowName(modelId));
  if (typeof stored !== 'string') return null;
  const parsed = DeviceRecord.safeParse(JSON.parse(stored));
  return parsed.success ? parsed.data : null;
}

export function writeDeviceRecord(db: WritableDb, modelId: string, record: DeviceRecord): void {
  const sql = 'INSERT INTO setting VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value';
  prepared(db, sql).run(rowName(modelId), JSON.stringify(record));
}
