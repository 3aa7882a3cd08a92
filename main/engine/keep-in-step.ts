import { toAppError } from '../../app/contract/errors.ts';
import type { Settings } from '../../app/contract/settings.ts';
import { listFolders } from '../store/folders.ts';
import { mediaVersion } from '../store/scanned-files.ts';
import { embedStep, pendingPhotoIds, requeueOlderVersions, requeueTooLarge } from '../store/work.ts';
import type { EngineParts } from './engine-parts.ts';
import type { Indexing } from './indexing/open-indexing.ts';
import { decodersOf } from './indexing/pace.ts';
import type { SearchSwitch } from './models/search-switch.ts';
import { watchFolders } from './library/watch-folders.ts';

/** The library follows its folders and its settings. */
export interface Upkeep extends AsyncDisposable {
  /** Takes up what an earlier run left, once everything is open. */
  start(): void;
  /** Folders were added or taken out. */
  foldersChanged(): void;
  settingsChanged(before: Settings): void;
}

export function keepInStep(
  parts: EngineParts,
  { indexing, switching }: { indexing: Indexing; switching: SearchSwitch },
): Upkeep {
  const { options, library, media, jobs, search, changes } = parts;
  const { db, settings } = library;
  const watcher = watchFolders((folderId) => {
    const folder = listFolders(db).find((each) => each.folderId === folderId);
    if (folder !== undefined) indexing.start(folder);
  }, options.logger);

  const foldersChanged = (): void => {
    const on = options.keepInStep && settings.get().watchFolders;
    watcher.set(on ? listFolders(db) : []);
  };
  const apply = (): void => {
    media.setConcurrency(decodersOf(settings.get()));
    jobs.recheck();
    foldersChanged();
  };

  /** Photos that the model which answers now has not seen. */
  const waiting = (): boolean => pendingPhotoIds(db, embedStep(search.active().key), null).length > 0;
  const stopListening = search.onChange(() => {
    changes.notify();
    if (options.keepInStep && waiting()) indexing.start(null);
  });

  return {
    start() {
      apply();
      requeueOlderVersions(db, 'media', mediaVersion);
      if (!options.keepInStep) return;
      warmSearch(parts);
      indexing.rescan();
      if (waiting()) indexing.start(null);
      switching.resume();
    },
    foldersChanged,
    settingsChanged(before) {
      apply();
      if (isRaised(before.limits, settings.get().limits) && requeueTooLarge(db) > 0) indexing.start(null);
    },
    [Symbol.asyncDispose]() {
      stopListening();
      return watcher[Symbol.asyncDispose]();
    },
  };
}

/** So that the first search is as fast as the next. */
function warmSearch({ search, options }: EngineParts): void {
  const { model, warm } = search.active();
  if (model.state !== 'installed') return;
  warm(new AbortController().signal).catch((error: unknown) =>
    options.logger.warn('the search model is not warm', { code: toAppError(error).code }),
  );
}

const isRaised = (before: Settings['limits'], now: Settings['limits']): boolean =>
  now.megapixels > before.megapixels || now.megabytes > before.megabytes;
