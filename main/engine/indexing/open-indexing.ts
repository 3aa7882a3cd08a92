import type { EngineParts } from '../engine-parts.ts';
import { photoFile } from '../../store/photos.ts';
import { listFolders } from '../../store/folders.ts';
import { createIndexJobs, type IndexJobs } from './index-jobs.ts';
import { createIndexer, type Indexer } from './index-photos.ts';
import { readersOf } from './pace.ts';

export interface Indexing extends IndexJobs {
  readonly indexer: Indexer;
  /** Brings every folder up to date. */
  rescan(): void;
}

/** Reading photos and showing them to a search model. */
export function openIndexing({ library, media, inference, search, jobs, changes }: EngineParts): Indexing {
  const { db, files, settings } = library;
  const indexer = createIndexer({
    db,
    media: media.backfill,
    index: () => inference.lane('index'),
    thumbnailDirectory: files.thumbnails,
    limits: () => settings.get().limits,
    readers: () => readersOf(settings.get()),
    onVectors: (modelKey, photos) =>
      search.add(
        modelKey,
        photos.filter(({ photoId }) => photoFile(db, photoId) !== null),
      ),
    onGone: (photoId) => search.forget([photoId]),
    onChange: changes.notify,
  });
  const { start } = createIndexJobs({
    db,
    jobs,
    indexer,
    search: search.active,
    onGone: search.forget,
    onChange: changes.notify,
  });
  return { indexer, start, rescan: () => listFolders(db).forEach((folder) => start(folder)) };
}
