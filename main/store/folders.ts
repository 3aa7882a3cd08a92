import { basename } from 'node:path';
import type { FolderId } from '../../app/contract/ids.ts';
import type { Counts, Folder } from '../../app/contract/library.ts';
import { prepared, type ReadableDb, type WritableDb } from './database.ts';
import { durably } from './durably.ts';

/** What a scan saw and left out. */
export interface Ignored {
  readonly ignored: number;
  readonly videos: number;
  readonly liveMovies: number;
  readonly raw: number;
  readonly leftOutFolders: number;
}

export interface FolderRow {
  readonly folderId: number;
  readonly path: string;
  readonly kind: 'folder' | 'file';
  readonly state: 'online' | 'gone' | 'unreadable';
  readonly lastScanMs: number | null;
  readonly ignored: Ignored;
}

export const nothingIgnored: Ignored = { ignored: 0, videos: 0, liveMovies: 0, raw: 0, leftOutFolders: 0 };

interface StoredFolder {
  folder_id: number;
  path: string;
  kind: FolderRow['kind'];
  state: FolderRow['state'];
  last_scan_ms: number | null;
  ignored: string;
}

const toRow = (stored: StoredFolder): FolderRow => ({
  folderId: stored.folder_id,
  path: stored.path,
  kind: stored.kind,
  state: stored.state,
  lastScanMs: stored.last_scan_ms,
  ignored: { ...nothingIgnored, ...(JSON.parse(stored.ignored) as Partial<Ignored>) },
});

/** The folders in the library, by path. */
export function listFolders(db: ReadableDb): FolderRow[] {
  const rows = db.prepare(`SELECT * FROM folder WHERE state <> 'removed' ORDER BY path`).all() as StoredFolder[];
  return rows.map(toRow);
}

export function findFolder(db: ReadableDb, folderId: number): FolderRow | null {
  const stored = db.prepare(`SELECT * FROM folder WHERE folder_id = ? AND state <> 'removed'`).get(folderId);
  return stored === undefined ? null : toRow(stored as StoredFolder);
}

export function folderOfPhoto(db: ReadableDb, photoId: number): FolderRow | null {
  const folderId = prepared(db, 'SELECT folder_id FROM photo WHERE photo_id = ?').pluck().get(photoId);
  return folderId === undefined ? null : findFolder(db, folderId as number);
}

/** Adds a folder, or brings a removed one back; folders inside it become part of it. */
export function addFolder(db: WritableDb, folder: { path: string; kind: FolderRow['kind']; nowMs: number }): number {
  const add = db.transaction(() => {
    const { folder_id: id } = db
      .prepare(
        `INSERT INTO folder (path, kind, state, added_ms) VALUES (@path, @kind, 'online', @nowMs)
         ON CONFLICT (path) DO UPDATE SET state = 'online', kind = excluded.kind RETURNING folder_id`,
      )
      .get(folder) as { folder_id: number };
    for (const inner of listFolders(db)) {
      if (inner.folderId === id || !isInside(inner.path, folder.path)) continue;
      db.prepare('UPDATE photo SET folder_id = ? WHERE folder_id = ?').run(id, inner.folderId);
      db.prepare(`UPDATE folder SET state = 'removed' WHERE folder_id = ?`).run(inner.folderId);
    }
    return id;
  });
  return durably(db, add);
}

/** Whether `path` is `folder` or lies inside it. */
export function isInside(path: string, folder: string): boolean {
  if (path === folder) return true;
  const prefix = /[/\\]$/.test(folder) ? folder : `${folder}${folder.includes('\\') ? '\\' : '/'}`;
  return path.startsWith(prefix);
}

/** A folder that was taken out meanwhile stays out. */
export function setFolderState(db: WritableDb, folderId: number, state: FolderRow['state']): void {
  db.prepare(`UPDATE folder SET state = ? WHERE folder_id = ? AND state <> 'removed'`).run(state, folderId);
}

/** A folder that was taken out while it was scanned stays out. */
export function finishScan(
  db: WritableDb,
  folderId: number,
  { ignored, nowMs }: { ignored: Ignored; nowMs: number },
): void {
  db.prepare(
    `UPDATE folder SET state = 'online', last_scan_ms = ?, ignored = ? WHERE folder_id = ? AND state <> 'removed'`,
  ).run(nowMs, JSON.stringify(ignored), folderId);
}

/** Takes a folder out; its photos keep everything should it come back. @returns the photos that left. */
export function removeFolder(db: WritableDb, folderId: number): number[] {
  const remove = db.transaction(() => {
    db.prepare(`UPDATE folder SET state = 'removed' WHERE folder_id = ?`).run(folderId);
    return db
      .prepare(`UPDATE photo SET presence = 'removed' WHERE folder_id = ? AND presence = 'present' RETURNING photo_id`)
      .pluck()
      .all(folderId) as number[];
  });
  return durably(db, remove);
}

type Tally = Pick<Counts, 'indexed' | 'pending' | 'failed' | 'skipped'>;

/**
 * Photos of each folder by what has become of them. A photo counts as indexed once the search model has seen it. Counted
 * from the indexes and from what is not done: the page asks four times a second, of libraries of any size.
 */
export function countPhotos(db: ReadableDb, embedStep: string): Map<number, Tally> {
  const tallies = new Map<number, Tally>();
  const add = (folderId: number, state: keyof Tally, photos: number): void => {
    const tally = tallies.get(folderId) ?? { indexed: 0, pending: 0, failed: 0, skipped: 0 };
    tally[state] += photos;
    tallies.set(folderId, tally);
  };
  const present = prepared(db, `SELECT folder_id, count(*) FROM photo WHERE presence = 'present' GROUP BY 1`);
  for (const [folderId, photos] of present.raw().all() as [number, number][]) add(folderId, 'pending', photos);
  for (const { folderId, state, photos } of settled(db, embedStep)) {
    add(folderId, state === 'done' ? 'indexed' : state, photos);
    add(folderId, 'pending', -photos);
  }
  return tallies;
}

interface Settled {
  readonly folderId: number;
  readonly state: 'done' | 'failed' | 'skipped';
  /** Negative where the model has seen photos that are to be read again. */
  readonly photos: number;
}

function settled(db: ReadableDb, embedStep: string): Settled[] {
  const inLibrary = `CROSS JOIN photo ON photo.photo_id = work.photo_id AND photo.presence = 'present'`;
  const seen = prepared(
    db,
    `SELECT folder_id AS folderId, state, count(*) AS photos FROM work ${inLibrary}
     WHERE step = ? AND state IN ('done', 'failed', 'skipped') GROUP BY 1, 2`,
  );
  const setAside = prepared(
    db,
    `SELECT folder_id AS folderId, state, count(*) AS photos FROM work ${inLibrary}
     WHERE step = 'media' AND state IN ('failed', 'skipped') GROUP BY 1, 2`,
  );
  const again = prepared(
    db,
    `SELECT folder_id AS folderId, embed.state AS state, -count(*) AS photos FROM work ${inLibrary}
     CROSS JOIN work embed ON embed.photo_id = work.photo_id AND embed.step = ? AND embed.state <> 'pending'
     WHERE work.step = 'media' AND work.state IN ('pending', 'failed', 'skipped') GROUP BY 1, 2`,
  );
  return [seen.all(embedStep), setAside.all(), again.all(embedStep)].flat() as Settled[];
}

export function toCounts(tally: Tally | undefined, ignored: Ignored): Counts {
  const { indexed, pending, failed, skipped } = tally ?? { indexed: 0, pending: 0, failed: 0, skipped: 0 };
  return { photos: indexed + pending + failed + skipped, indexed, pending, failed, skipped, ...ignored };
}

export function toFolder(row: FolderRow, counts: Counts, scanning: boolean): Folder {
  return {
    folderId: String(row.folderId) as FolderId,
    path: row.path,
    name: basename(row.path) || row.path,
    kind: row.kind,
    state: scanning ? 'scanning' : row.state,
    counts,
    lastScanMs: row.lastScanMs,
  };
}
