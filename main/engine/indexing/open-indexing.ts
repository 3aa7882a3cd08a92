import type { EngineParts } from '../engine-parts.ts';
import { photoFile } from '../../store/photos.ts';
import { listFolders } from '../../store/folders.ts';
import { createIndexJobs, type IndexJobs } from './index-jobs.ts';
import { createIndexer, type Indexer } from './index-photos.ts';
import { readersOf } from './pace.ts';
import { createShowPhotos, type ShowOptions, type ShowPhotos } from './show-photos.ts';

export interface Indexing extends IndexJobs {
  readonly indexer: Indexer;
  readonly show: ShowPhotos;
  /** Brings every folder up to date. */
  rescan(): void;
}

/** Reading photos and showing them to a search model. */
export function openIndexing({ library, media, inference, search, jobs, changes }: EngineParts): Indexing {
  const { db, files, settings } = library;
  const reading: ShowOptions = {
    db,
    media: media.backfill,
    index: () => inference.lane('index'),
    limits: () => settings.get().limits,
    readers: () => readersOf(settings.get()),
    onVectors(modelKey, photos) {
      const present = photos.filter(({ photoId }) => photoFile(db, photoId) !== null);
      search.add(modelKey, present);
    },
    onChange: changes.notify,
  };
  const indexer = createIndexer({
    ...reading,
    thumbnailDirectory: files.thumbnails,
    onGone: (photoId) => search.forget([photoId]),
  });
  const { start } = createIndexJobs({
    db,
    jobs,
    indexer,
    search: search.active,
    onGone: search.forget,
    onChange: changes.notify,
  });
  return {
    indexer,
    show: createShowPhotos(reading),
    start,
    rescan: () => listFolders(db).forEach((folder) => start(folder)),
  };
}
