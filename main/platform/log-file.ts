import { appendFileSync, mkdirSync, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { formatRecord, type LogSink } from './create-logger.ts';

const maximumBytes = 2 * 1024 * 1024;

/** Appends records to `afterimage.log` in `directory`, keeping one older file; a full or read-only disk loses logs, never work. */
export function createLogFile(directory: string): LogSink {
  const path = join(directory, 'afterimage.log');
  let writable = true;
  return (record) => {
    if (!writable) return;
    try {
      mkdirSync(directory, { recursive: true });
      if (sizeOf(path) > maximumBytes) renameSync(path, `${path}.1`);
      appendFileSync(path, `${formatRecord(record)}\n`);
    } catch {
      writable = false;
    }
  };
}

function sizeOf(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.size ?? 0;
}
