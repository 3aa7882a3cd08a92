import type { Dirent } from 'node:fs';
import { readdir, realpath, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { nothingIgnored, type Ignored } from '../../store/folders.ts';
import type { ScannedFile } from '../../store/scanned-files.ts';
import { isHiddenFile, isLeftOutFolder, kindOf, type FileKind } from './file-kinds.ts';

export interface FolderContents {
  readonly files: readonly ScannedFile[];
  readonly ignored: Ignored;
  /** Files and folders that could not be looked at, or whose link leads to what is away: they must not be taken for deleted. */
  readonly unreadable: readonly string[];
  /** False where the root itself is gone. */
  readonly exists: boolean;
}

interface Found {
  readonly files: ScannedFile[];
  readonly unreadable: string[];
  readonly visited: Set<string>;
  readonly ignored: { -readonly [K in keyof Ignored]: Ignored[K] };
}

export interface WalkOptions {
  readonly signal: AbortSignal;
  /** Told how many photos have been found so far. */
  readonly onProgress?: (photos: number) => void;
  /** Waits while the scan is paused. */
  readonly gate?: () => Promise<void>;
}

/** Everything that a scan of a folder, or of one file, sees. Follows links, each real folder once. */
export async function walkFolder(root: string, options: WalkOptions): Promise<FolderContents> {
  const found: Found = {
    files: [],
    unreadable: [],
    visited: new Set(),
    ignored: { ...nothingIgnored },
  };
  const rootStat = await stat(root).catch(() => null);
  if (rootStat === null) return { ...found, exists: false };
  if (rootStat.isDirectory()) await walkDirectories(root, found, options);
  else await addFiles(dirname(root), [root.slice(dirname(root).length).replace(/^[/\\]/, '')], found);
  return { ...found, exists: true };
}

async function walkDirectories(root: string, found: Found, { signal, onProgress, gate }: WalkOptions): Promise<void> {
  const waiting = [root];
  for (let directory = waiting.pop(); directory !== undefined; directory = waiting.pop()) {
    await gate?.();
    signal.throwIfAborted();
    const real = await realpath(directory).catch(() => null);
    if (real === null) found.unreadable.push(directory);
    if (real === null || found.visited.has(real)) continue;
    found.visited.add(real);
    const entries = await readdir(directory, { withFileTypes: true }).catch(() => null);
    if (entries === null) {
      found.unreadable.push(directory);
      continue;
    }
    const names: string[] = [];
    for (const entry of entries) {
      const kind = await entryKind(directory, entry);
      if (kind === 'away') found.unreadable.push(join(directory, entry.name));
      if (kind === 'file' && !isHiddenFile(entry.name)) names.push(entry.name);
      if (kind !== 'directory') continue;
      if (isLeftOutFolder(entry.name)) found.ignored.leftOutFolders += 1;
      else waiting.push(join(directory, entry.name));
    }
    await addFiles(directory, names, found);
    onProgress?.(found.files.length);
  }
}

async function entryKind(directory: string, entry: Dirent): Promise<'file' | 'directory' | 'neither' | 'away'> {
  const target = entry.isSymbolicLink() ? await stat(join(directory, entry.name)).catch(() => null) : entry;
  if (target === null) return 'away';
  if (target.isFile()) return 'file';
  return target.isDirectory() ? 'directory' : 'neither';
}

const stemOf = (name: string): string => name.replace(/\.[^.]*$/, '').toLowerCase();

/** The files of one folder: a RAW, a movie or a sidecar beside a photo of the same name belongs to it. */
async function addFiles(directory: string, names: readonly string[], found: Found): Promise<void> {
  const byKind = (kind: FileKind): Map<string, string> =>
    new Map(names.filter((name) => kindOf(name) === kind).map((name) => [stemOf(name), name]));
  const [videos, raws, sidecars] = [byKind('video'), byKind('raw'), byKind('sidecar')];
  const stems = new Set<string>();
  for (const name of names.filter((name) => kindOf(name) === 'photo')) {
    const stem = stemOf(name);
    stems.add(stem);
    const sidecar = sidecars.get(name.toLowerCase()) ?? sidecars.get(stem);
    const file = await scanFile(join(directory, name), sidecar === undefined ? null : join(directory, sidecar));
    if (file === 'unreadable') found.unreadable.push(join(directory, name));
    else if (file !== null) {
      found.files.push({ ...file, rawCompanion: raws.get(stem) ?? null, liveMovie: videos.get(stem) ?? null });
    }
  }
  countIgnored(names, stems, found);
}

function countIgnored(names: readonly string[], photoStems: ReadonlySet<string>, { ignored }: Found): void {
  for (const name of names) {
    const kind = kindOf(name);
    if (kind === 'photo' || kind === 'sidecar') continue;
    const companion = photoStems.has(stemOf(name));
    if (kind === 'raw' && companion) continue;
    ignored.ignored += 1;
    if (kind === 'raw') ignored.raw += 1;
    if (kind === 'video') ignored[companion ? 'liveMovies' : 'videos'] += 1;
  }
}

/** null where it is gone. */
async function scanFile(
  path: string,
  sidecar: string | null,
): Promise<Omit<ScannedFile, 'rawCompanion' | 'liveMovie'> | 'unreadable' | null> {
  const found = await stat(path).catch((error: NodeJS.ErrnoException) => error);
  if (found instanceof Error) return found.code === 'ENOENT' ? null : 'unreadable';
  const beside = sidecar === null ? null : await stat(sidecar).catch(() => null);
  return {
    path,
    sizeBytes: found.size,
    modifiedMs: Math.round(found.mtimeMs),
    sidecar: beside === null ? null : sidecar,
    sidecarModifiedMs: beside === null ? null : Math.round(beside.mtimeMs),
  };
}
