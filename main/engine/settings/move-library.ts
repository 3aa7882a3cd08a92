/**
 * @file A library moves in two steps. While the app runs, its place is chosen and its pictures are copied ahead. At the next
 * start, before anything is opened, the rest is copied and checked, a pointer is left, and only then the old files go.
 */
import { createHash } from 'node:crypto';
import { createReadStream, existsSync } from 'node:fs';
import { copyFile, mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { AppError } from '../../../app/contract/errors.ts';
import { isInside } from '../../store/folders.ts';

const pointerName = 'location.json';
const planName = 'move.json';
const markName = '.afterimage-move';
/** What belongs to a library and moves; everything else in the folder is left alone. */
const databaseFiles = ['library.db', 'library.db-wal', 'library.db-shm'];
const movable = [...databaseFiles, 'thumbnails', 'backups'];
/** What a library that moved away leaves in its first place; it may come back there. */
const leftBehind = new Set([pointerName, 'owner.json', 'owner.lock', 'owner.lock-journal', 'logs']);

/** The folder that a library is really in, after finishing a move that was asked for. */
export async function settleLibrary(home: string): Promise<string> {
  const current = await pointedTo(home);
  const plan = await readPath(join(current, planName));
  if (plan === null || !(await isCopied(current, plan))) return current;
  await mkdir(home, { recursive: true });
  await writeWhole(join(home, pointerName), plan);
  await rm(join(plan, markName), { force: true });
  for (const name of [...movable, 'previews']) await rm(join(current, name), { recursive: true, force: true });
  await rm(join(current, planName), { force: true });
  return plan;
}

/** Whether all of it is in its new place. Where that is away or full, the library stays and the move waits for another start. */
async function isCopied(current: string, plan: string): Promise<boolean> {
  if (!existsSync(join(plan, markName))) return false;
  try {
    // What a copy before this one left would be taken for a part of the database.
    for (const name of databaseFiles) await rm(join(plan, name), { force: true });
    await copyLibrary(current, plan, () => undefined);
    await verifyCopy(current, plan);
    return true;
  } catch {
    return false;
  }
}

/** Where the library will be after the next start; null where it stays. */
export const plannedMove = (directory: string): Promise<string | null> => readPath(join(directory, planName));

/** Checks and notes a library's new place. Rejects `invalid_input`, `conflict`, `permission_denied`. */
export async function planMove(directory: string, target: string, photoFolders: readonly string[]): Promise<void> {
  if (isInside(target, directory) || isInside(directory, target))
    throw new AppError(
      'invalid_input',
      `${target} and the present library lie inside each other. Choose another folder.`,
    );
  if (photoFolders.some((folder) => isInside(target, folder)))
    throw new AppError(
      'invalid_input',
      `${target} lies in a photo folder, where nothing is ever written. Choose another.`,
    );
  const entries = await readdir(target).catch((): string[] => []);
  if (entries.some((name) => !leftBehind.has(name)) && !entries.includes(markName))
    throw new AppError('conflict', `${target} is not empty. Choose an empty folder.`);
  try {
    await mkdir(target, { recursive: true });
    await writeFile(join(target, markName), '');
  } catch (cause) {
    throw new AppError('permission_denied', `${target} cannot be written to. Choose another folder.`, { cause });
  }
  await writeWhole(join(directory, planName), target);
}

/** Copies what may be copied while the library is in use. */
export async function copyAhead(directory: string, target: string, onBytes: (bytes: number) => void): Promise<void> {
  await copyTree(join(directory, 'thumbnails'), join(target, 'thumbnails'), onBytes);
}

async function copyLibrary(from: string, to: string, onBytes: (bytes: number) => void): Promise<void> {
  await mkdir(to, { recursive: true });
  for (const name of movable) await copyTree(join(from, name), join(to, name), onBytes);
}

async function copyTree(from: string, to: string, onBytes: (bytes: number) => void): Promise<void> {
  const found = await stat(from).catch(() => null);
  if (found === null) return;
  if (!found.isDirectory()) {
    const there = await stat(to).catch(() => null);
    const picture = from.endsWith('.jpg');
    if (!picture || there?.size !== found.size) await copyFile(from, to);
    return onBytes(found.size);
  }
  await mkdir(to, { recursive: true });
  for (const name of await readdir(from)) await copyTree(join(from, name), join(to, name), onBytes);
}

async function verifyCopy(from: string, to: string): Promise<void> {
  for (const name of movable) await verifyTree(join(from, name), join(to, name));
}

async function verifyTree(from: string, to: string): Promise<void> {
  const found = await stat(from).catch(() => null);
  if (found === null) return;
  if (found.isDirectory()) {
    for (const name of await readdir(from)) await verifyTree(join(from, name), join(to, name));
  } else if ((await hashOf(from)) !== (await hashOf(to))) {
    throw new AppError(
      'io_failed',
      `The copy of ${relative(dirname(from), from)} in the new library is not the same. The old one is unchanged.`,
    );
  }
}

async function hashOf(path: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  return hash.digest('hex');
}

async function pointedTo(home: string): Promise<string> {
  const pointed = await readPath(join(home, pointerName));
  if (pointed === null) return home;
  if (existsSync(join(pointed, 'library.db'))) return pointed;
  const message = `The library was moved to ${pointed}, which is not there now. Connect its disk, or delete ${join(home, pointerName)} to start anew.`;
  throw new AppError('volume_gone', message);
}

async function readPath(file: string): Promise<string | null> {
  const text = await readFile(file, 'utf8').catch(() => null);
  return text === null ? null : (JSON.parse(text) as { path: string }).path;
}

async function writeWhole(file: string, path: string): Promise<void> {
  await writeFile(`${file}.part`, JSON.stringify({ path }));
  await rename(`${file}.part`, file);
}
