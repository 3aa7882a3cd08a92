import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { AppError } from '../../app/contract/errors.ts';

/**
 * Makes this process the library's only owner until disposed or dead: the operating system releases the lock.
 * Throws `store_in_use` with the owner's process id.
 */
export function lockLibrary(directory: string, host: string): Disposable {
  mkdirSync(directory, { recursive: true });
  const note = join(directory, 'owner.json');
  const lock = new Database(join(directory, 'owner.lock'), { timeout: 500 });
  try {
    lock.pragma('locking_mode = EXCLUSIVE');
    lock.exec('BEGIN EXCLUSIVE');
  } catch (cause) {
    lock.close();
    const owner = readOwner(note);
    const who = owner === null ? 'another process' : `process ${owner.pid} (${owner.host})`;
    const message = `The library is open in ${who}. Close it there first, or use that window.`;
    throw new AppError('store_in_use', message, { details: owner === null ? {} : { ...owner }, cause });
  }
  writeFileSync(note, JSON.stringify({ pid: process.pid, host }));
  return { [Symbol.dispose]: () => void lock.close() };
}

function readOwner(path: string): { pid: number; host: string } | null {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as { pid: number; host: string };
  } catch {
    return null;
  }
}
