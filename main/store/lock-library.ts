import { accessSync, constants, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { AppError } from '../../app/contract/errors.ts';
import { makeDirectory } from './make-directory.ts';

/**
 * Makes this process the library's only owner until disposed or dead: the operating system releases the lock.
 * Throws `store_in_use` with the owner's process id, `store_readonly`.
 */
export function lockLibrary(directory: string, host: string): Disposable {
  const note = join(directory, 'owner.json');
  const lock = openLock(directory);
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
  noteOwner(note, host);
  return { [Symbol.dispose]: () => void lock.close() };
}

function openLock(directory: string): Database.Database {
  makeDirectory(directory);
  try {
    accessSync(directory, constants.W_OK);
    return new Database(join(directory, 'owner.lock'), { timeout: 500 });
  } catch (cause) {
    const message = `The library folder ${directory} cannot be written to. Check its permissions, or choose another with --library.`;
    throw new AppError('store_readonly', message, { cause });
  }
}

/** For the message to the next who comes; a full disk must not keep the library closed. */
function noteOwner(note: string, host: string): void {
  try {
    writeFileSync(note, JSON.stringify({ pid: process.pid, host }));
  } catch {
    rmSync(note, { force: true });
  }
}

function readOwner(path: string): { pid: number; host: string } | null {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as { pid: number; host: string };
  } catch {
    return null;
  }
}
