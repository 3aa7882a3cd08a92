import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { EngineHandlers } from '../../../app/contract/index.ts';
import { AppError } from '../../../app/contract/errors.ts';
import type { FolderId, JobId } from '../../../app/contract/ids.ts';
import { sumCounts, type Counts } from '../../../app/contract/library.ts';
import type { ReadableDb, WritableDb } from '../../store/database.ts';
import * as folders from '../../store/folders.ts';
import { findPhoto, photosOfDay, photoSummaries, setFavourite } from '../../store/photos.ts';
import { embedStep } from '../../store/work.ts';
import type { ChangeFeed } from '../change-feed.ts';
import type { Jobs } from '../jobs/create-jobs.ts';
import type { ActiveSearchModel } from '../models/search-model.ts';
import { allowedPath, browseFolders } from './browse-folders.ts';
import { kindOf } from './file-kinds.ts';
import { readTimeline } from './read-timeline.ts';

export interface LibraryOptions {
  readonly db: WritableDb;
  readonly search: ActiveSearchModel;
  /** Folders that may be added; null where any may. */
  readonly roots: readonly string[] | null;
  readonly jobs: Jobs;
  readonly changes: ChangeFeed;
  /** Scans and indexes a folder, or all pending photos where it is null. */
  startIndexing(folder: folders.FolderRow | null): JobId;
  prioritise(photoIds: readonly number[]): void;
  onRemoved(photoIds: readonly number[]): void;
  onFoldersChanged(): void;
}

interface Addable {
  readonly path: string;
  readonly kind: folders.FolderRow['kind'];
}

/** Counting a large library takes its time; it gets a twentieth of it at most. */
const restPerCount = 20;

/** Folders, the timeline, photos and favourites. */
export function createLibrary(options: LibraryOptions): EngineHandlers['library'] {
  const { db, search } = options;
  let revision = 0;
  const changed = (): void => options.changes.notify();

  function folderOf(folderId: string): folders.FolderRow {
    const folder = folders.findFolder(db, Number(folderId));
    if (folder === null) throw new AppError('not_found', `There is no folder ${folderId} in the library.`);
    return folder;
  }

  async function examine(path: string): Promise<Addable> {
    const real = await allowedPath(path, options.roots);
    if ((await stat(real)).isDirectory()) return { path: real, kind: 'folder' };
    const kind = kindOf(real);
    if (kind !== 'other' && kind !== 'sidecar') return { path: real, kind: 'file' };
    throw new AppError('unsupported_format', `${path} is not a photo. Add photos, or folders that hold photos.`);
  }

  function cancelJobs(folderId: number): void {
    for (const job of options.jobs.active()) if (job.folderId === String(folderId)) options.jobs.cancel(job.jobId);
  }

  function addPath({ path: real, kind }: Addable): folders.FolderRow {
    const holder = folders.listFolders(db).find((folder) => folders.isInside(real, folder.path));
    if (holder !== undefined) return holder;
    const inner = folders.listFolders(db).filter((folder) => folders.isInside(folder.path, real));
    const folderId = folders.addFolder(db, { path: real, kind, nowMs: Date.now() });
    for (const folder of inner) cancelJobs(folder.folderId);
    options.onFoldersChanged();
    return folders.findFolder(db, folderId)!;
  }

  return {
    folders: () => {
      const listed = listWithCounts(db, search().key, options.jobs);
      return { folders: listed, counts: sumCounts(listed.map(({ counts }) => counts)) };
    },
    async add({ paths }) {
      const added = (await Promise.all(paths.map(examine))).map(addPath);
      const byId = new Map(added.map((folder) => [folder.folderId, folder]));
      const unique = [...byId.values()].filter(({ folderId }) => folders.findFolder(db, folderId) !== null);
      const jobIds = unique.map((folder) => options.startIndexing(folder));
      changed();
      return { folderIds: unique.map(({ folderId }) => String(folderId) as FolderId), jobId: jobIds.at(-1)! };
    },
    removeFolder({ folderId }) {
      const folder = folderOf(folderId);
      cancelJobs(folder.folderId);
      const removed = folders.removeFolder(db, folder.folderId);
      options.onFoldersChanged();
      options.onRemoved(removed);
      changed();
      return { removed: removed.length };
    },
    rescan({ folderId }) {
      if (folderId !== undefined) return { jobId: options.startIndexing(folderOf(folderId)) };
      const jobIds = folders.listFolders(db).map((folder) => options.startIndexing(folder));
      return { jobId: jobIds.at(-1) ?? options.startIndexing(null) };
    },
    browse: ({ path }) => browseFolders(path, options.roots ?? ['/']),
    async timeline(filter, { signal }) {
      const at = revision;
      return { revision: at, sections: await readTimeline(db, toFilter(filter), signal) };
    },
    section: ({ day, offset, limit, ...filter }) => ({
      photos: photosOfDay(db, day, { ...toFilter(filter), offset, limit }),
    }),
    photo({ photoId }) {
      const photo = findPhoto(db, Number(photoId), search().key);
      if (photo === null) throw new AppError('not_found', `There is no photo ${photoId} in the library.`);
      return photo;
    },
    photos: ({ photoIds }) => ({ photos: photoSummaries(db, photoIds.map(Number)) }),
    setFavourite({ photoIds, favourite }) {
      const count = setFavourite(db, photoIds.map(Number), favourite);
      if (count > 0) changed();
      return { changed: count };
    },
    prioritise({ photoIds }) {
      options.prioritise(photoIds.map(Number));
      return {};
    },
    async *watch(_input, { signal }) {
      for await (const _change of options.changes.watch(signal)) {
        revision += 1;
        const startedMs = performance.now();
        const counts = countAll(db, search().key);
        const restMs = (performance.now() - startedMs) * restPerCount;
        yield { type: 'changed', revision, counts };
        await delay(restMs, undefined, { signal }).catch(() => undefined);
      }
    },
  };
}

const toFilter = (filter: { folderId?: string | undefined; favourites?: boolean | undefined }) => ({
  folderId: filter.folderId === undefined ? undefined : Number(filter.folderId),
  favourites: filter.favourites,
});

function listWithCounts(db: ReadableDb, modelKey: string, jobs: Jobs) {
  const tallies = folders.countPhotos(db, embedStep(modelKey));
  const scanning = new Set(
    jobs
      .active()
      .flatMap(({ folderId, progress, state }) =>
        progress.phase === 'scanning' && state === 'running' ? [folderId] : [],
      ),
  );
  return folders
    .listFolders(db)
    .map((row) =>
      folders.toFolder(
        row,
        folders.toCounts(tallies.get(row.folderId), row.ignored),
        scanning.has(String(row.folderId) as FolderId),
      ),
    );
}

/** Of all folders together. */
export function countAll(db: ReadableDb, modelKey: string): Counts {
  const tallies = folders.countPhotos(db, embedStep(modelKey));
  return sumCounts(folders.listFolders(db).map((row) => folders.toCounts(tallies.get(row.folderId), row.ignored)));
}

/** What a job on a folder is called. */
export const titleOf = (folder: folders.FolderRow): string => basename(folder.path) || folder.path;
