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
    throw new AppError('store_in_use', describeOwner(owner), { details: owner === null ? {} : { ...owner }, cause });
  }
  noteOwner(note, host);
  return { [Symbol.dispose]: () => void lock.close() };
}

interface Owner {
  readonly pid: number;
  readonly host: string;
}

function describeOwner(owner: Owner | null): string {
  if (owner === null) return 'The library is open in another process. Close it there first.';
  const { pid, host } = owner;
  if (host === 'cli') return `Another command works on the library (process ${pid}). Try again once it has ended.`;
  if (host === 'headless')
    return `The library is open in a browser, by afterimage serve (process ${pid}). End that first, or use its page.`;
  return `The library is open in the app (process ${pid}). Close it there first, or use its window.`;
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

function readOwner(path: string): Owner | null {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as Owner;
  } catch {
    return null;
  }
}
