/**
 * @file A library moves in two steps. While the app runs, its place is chosen and its pictures are copied ahead. At the next
 * start, before anything is opened, the rest is copied and checked, a pointer is left, and only then the old files go.
 */
import { createHash } from 'node:crypto';
import { createReadStream, existsSync } from 'node:fs';
import { copyFile, mkdir, open, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { basename, dirname, join, relative } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { z } from 'zod';
import { AppError } from '../../../app/contract/errors.ts';
import { syncFolder } from '../../platform/sync-folder.ts';
import { isInside } from '../../store/folders.ts';
import { lockLibrary } from '../../store/lock-library.ts';
import { readJson, writeJson } from '../models/installing/json-file.ts';

const pointerName = 'location.json';
const planName = 'move.json';
const markName = '.afterimage-move';
/** The database, its log, and the copies from before each change of its schema. */
const databaseName = 'library.db';
/** What else belongs to a library and moves; everything else in the folder is left alone. */
const movableFolders = new Set(['thumbnails', 'backups', 'models']);
/** What a library that moved away leaves in its first place; it may come back there. */
const leftBehind = new Set([
  pointerName,
  'owner.json',
  'owner.lock',
  'owner.lock-journal',
  'logs',
  'secrets',
  'window',
]);

/** Where a library is, and the place that it has left and that is not cleared yet. */
const Pointer = z.object({ path: z.string(), leaving: z.string().nullable().default(null) });
type Pointer = z.output<typeof Pointer>;
const Plan = z.object({ path: z.string() });

/** The folder that a library is really in, after finishing a move that was asked for. Rejects `store_in_use`, `volume_gone`. */
export async function settleLibrary(home: string, host: string): Promise<string> {
  const pointer = await pointerOf(home);
  const current = pointer.path;
  using _owned = current === home ? null : lockLibrary(current, host);
  await clearLeft(home, pointer);
  const plan = await plannedMove(current);
  if (plan === null || !(await isCopied(current, plan))) return current;
  await mkdir(home, { recursive: true });
  const moved = { path: plan, leaving: current };
  await writeJson(join(home, pointerName), moved);
  await clearLeft(home, moved);
  return plan;
}

/** Deletes what a move left in the old place. Killed on the way, the next start goes on: the pointer remembers. */
async function clearLeft(home: string, { path, leaving }: Pointer): Promise<void> {
  if (leaving === null) return;
  await rm(join(path, markName), { force: true });
  for (const name of [...(await movableIn(leaving)), 'previews', planName])
    await rm(join(leaving, name), { recursive: true, force: true });
  await writeJson(join(home, pointerName), { path });
}

async function movableIn(directory: string): Promise<string[]> {
  const names = await readdir(directory).catch((): string[] => []);
  return names.filter((name) => name.startsWith(databaseName) || movableFolders.has(name));
}

/** Whether all of it is in its new place. Where that is away or full, the library stays and the move waits for another start. */
async function isCopied(current: string, plan: string): Promise<boolean> {
  if (!existsSync(join(plan, markName))) return false;
  try {
    await copyLibrary(current, plan);
    await verifyCopy(current, plan);
    return true;
  } catch {
    return false;
  }
}

/** Where the library will be after the next start; null where it stays. */
export const plannedMove = async (directory: string): Promise<string | null> =>
  (await readJson(join(directory, planName), Plan))?.path ?? null;

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
  await writeJson(join(directory, planName), { path: target });
}

/** Copies what may be copied while the library is in use. */
export async function copyAhead(directory: string, target: string, onBytes: (bytes: number) => void): Promise<void> {
  await copyTree(join(directory, 'thumbnails'), join(target, 'thumbnails'), onBytes);
}

async function copyLibrary(from: string, to: string): Promise<void> {
  const names = await movableIn(from);
  // What a copy before this one left would be taken for a part of the library.
  for (const name of await movableIn(to)) if (!names.includes(name)) await rm(join(to, name), { recursive: true });
  for (const name of names) await copyTree(join(from, name), join(to, name), () => undefined);
  await syncFolder(to);
}

async function copyTree(from: string, to: string, onBytes: (bytes: number) => void): Promise<void> {
  const found = await stat(from).catch(() => null);
  if (found === null) return;
  if (!found.isDirectory()) {
    const there = await stat(to).catch(() => null);
    if (isDatabase(from) || there?.size !== found.size) await copySafely(from, to);
    return onBytes(found.size);
  }
  await mkdir(to, { recursive: true });
  const names = await readdir(from);
  for (const name of await readdir(to)) if (!names.includes(name)) await rm(join(to, name), { recursive: true });
  for (const name of names) await copyTree(join(from, name), join(to, name), onBytes);
  await syncFolder(to);
}

const isDatabase = (path: string): boolean => basename(path).startsWith(databaseName);

/** Copies a file; all but pictures, which can be made again, are on disk before the old ones are deleted. */
async function copySafely(from: string, to: string): Promise<void> {
  await copyFile(from, to);
  if (from.endsWith('.jpg')) return;
  await using copy = await open(to, 'r+');
  await copy.sync();
}

async function verifyCopy(from: string, to: string): Promise<void> {
  for (const name of await movableIn(from)) await verifyTree(join(from, name), join(to, name));
}

async function verifyTree(from: string, to: string): Promise<void> {
  const found = await stat(from).catch(() => null);
  if (found === null) return;
  if (found.isDirectory()) {
    for (const name of await readdir(from)) await verifyTree(join(from, name), join(to, name));
  } else if ((await hashOf(from)) !== (await hashOf(to))) {
    // So that the next try copies it again.
    await rm(to);
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

async function pointerOf(home: string): Promise<Pointer> {
  const file = join(home, pointerName);
  const text = await readFile(file, 'utf8').catch(() => null);
  if (text === null) return { path: home, leaving: null };
  const pointer = await readJson(file, Pointer);
  if (pointer === null) {
    const message = `${file} should say where the library is and cannot be read. Delete it to open the library in ${home}.`;
    throw new AppError('store_corrupt', message);
  }
  if (pointer.path === home || existsSync(join(pointer.path, databaseName))) return pointer;
  const message = `The library was moved to ${pointer.path}, which is not there now. Connect its disk, or delete ${file} to start anew.`;
  throw new AppError('volume_gone', message);
}
