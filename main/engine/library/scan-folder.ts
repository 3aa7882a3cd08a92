import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { access, readdir } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { WritableDb } from '../../store/database.ts';
import { finishScan, isInside, setFolderState, type FolderRow } from '../../store/folders.ts';
import {
  hasPresentPhotos,
  insertPhoto,
  keepPhoto,
  knownByPath,
  knownBySize,
  markMissing,
  movePhoto,
  pathOf,
  presentPhotoIds,
  type KnownFile,
  type ScannedFile,
} from '../../store/scanned-files.ts';
import { walkFolder, type FolderContents, type WalkOptions } from './walk-folder.ts';

/** Rows written in one transaction: short enough not to hold the engine's loop up. */
const batchSize = 100;

export interface ScanOutcome {
  readonly state: FolderRow['state'];
  /** Photos that came, changed, moved or went. */
  readonly changed: boolean;
  /** Photos whose files are no longer there. */
  readonly gone: readonly number[];
}

/**
 * Brings the library in step with a folder: mark, then sweep. A folder that is gone, or empty where it was not, keeps its
 * photos: a volume that comes back must find them. Safe to be killed at any moment: what is marked stays, the sweep is last.
 */
export async function scanFolder(
  db: WritableDb,
  folder: FolderRow,
  options: WalkOptions & { nowMs: number },
): Promise<ScanOutcome> {
  const contents = await walkFolder(folder.path, options);
  options.signal.throwIfAborted();
  const state = stateOf(contents, folder, hasPresentPhotos(db, folder.folderId));
  if (state !== 'online') {
    setFolderState(db, folder.folderId, state);
    return { state, changed: false, gone: [] };
  }
  const marked = await mark(db, folder, contents.files, options);
  const left = await stateAfterwards(folder, contents);
  options.signal.throwIfAborted();
  if (left !== 'online') {
    setFolderState(db, folder.folderId, left);
    return { state: left, changed: marked.changed, gone: [] };
  }
  const gone = presentPhotoIds(db, folder.folderId).filter(
    (photoId) =>
      !marked.seen.has(photoId) && !contents.unreadable.some((inner) => isInside(pathOf(db, photoId), inner)),
  );
  markMissing(db, gone);
  finishScan(db, folder.folderId, { ignored: contents.ignored, nowMs: options.nowMs });
  return { state, changed: marked.changed || gone.length > 0, gone };
}

function stateOf(contents: FolderContents, folder: FolderRow, known: boolean): FolderRow['state'] {
  if (contents.unreadable.includes(folder.path)) return 'unreadable';
  const vanished = !contents.exists && folder.kind === 'folder';
  const emptied = contents.files.length === 0 && contents.ignored.ignored === 0 && known && folder.kind === 'folder';
  return vanished || emptied ? 'gone' : 'online';
}

/** A volume that went while it was scanned: its files looked deleted from then on. */
async function stateAfterwards(folder: FolderRow, { files }: FolderContents): Promise<FolderRow['state']> {
  if (folder.kind === 'file') return 'online';
  const names = await readdir(folder.path).catch(() => null);
  return names === null || (names.length === 0 && files.length > 0) ? 'gone' : 'online';
}

interface Marked {
  readonly seen: Set<number>;
  changed: boolean;
}

async function mark(
  db: WritableDb,
  folder: FolderRow,
  files: readonly ScannedFile[],
  { signal, nowMs, gate }: WalkOptions & { nowMs: number },
): Promise<Marked> {
  const marked: Marked = { seen: new Set(), changed: false };
  for (let start = 0; start < files.length; start += batchSize) {
    await gate?.();
    signal.throwIfAborted();
    const fresh = db.transaction(() =>
      files.slice(start, start + batchSize).filter((file) => !keepKnown(db, folder, file, marked)),
    )();
    const moves = await Promise.all(fresh.map(async (file) => ({ file, from: await movedFrom(db, file) })));
    signal.throwIfAborted();
    db.transaction(() => {
      for (const { file, from } of moves) {
        if (from !== null && !marked.seen.has(from.photoId)) {
          movePhoto(db, from.photoId, { folderId: folder.folderId, file });
          marked.seen.add(from.photoId);
        } else marked.seen.add(insertPhoto(db, folder.folderId, { ...file, nowMs }));
        marked.changed = true;
      }
    })();
    await nextTurn();
  }
  return marked;
}

/** Marks a file whose path the library knows. @returns whether it does. */
function keepKnown(db: WritableDb, folder: FolderRow, file: ScannedFile, marked: Marked): boolean {
  const known = knownByPath(db, file.path);
  if (known === null) return false;
  const edited = known.sizeBytes !== file.sizeBytes || Math.abs(known.modifiedMs - file.modifiedMs) > 1;
  const described = known.sidecar !== file.sidecar || isSidecarChanged(known, file, folder);
  const returned = known.presence !== 'present' || known.folderId !== folder.folderId;
  marked.seen.add(known.photoId);
  if (edited || described || returned) {
    marked.changed = true;
    const changed = edited ? 'content' : described ? 'sidecar' : null;
    keepPhoto(db, known, { folderId: folder.folderId, file, changed });
  }
  return true;
}

/** Where its time is not known, it has changed if it is newer than the last scan. */
function isSidecarChanged(known: KnownFile, { sidecarModifiedMs }: ScannedFile, { lastScanMs }: FolderRow): boolean {
  if (known.sidecarModifiedMs !== null) return known.sidecarModifiedMs !== sidecarModifiedMs;
  return (sidecarModifiedMs ?? 0) > (lastScanMs ?? Infinity);
}

/** The photo that this new file is, under another path: the same content, and no file where it was. */
async function movedFrom(db: WritableDb, file: ScannedFile): Promise<KnownFile | null> {
  const candidates: KnownFile[] = [];
  for (const known of knownBySize(db, file.sizeBytes)) {
    const there =
      known.presence === 'present' &&
      (await access(known.path).then(
        () => true,
        () => false,
      ));
    if (!there && known.path !== file.path) candidates.push(known);
  }
  if (candidates.length === 0) return null;
  const hash = await hashFile(file.path).catch(() => null);
  return candidates.find(({ contentHash }) => contentHash === hash) ?? null;
}

async function hashFile(path: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path, { highWaterMark: 1 << 20 }), hash);
  return hash.digest('hex');
}
