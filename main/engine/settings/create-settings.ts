import { mkdir, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '../../../app/contract/errors.ts';
import type { EngineHandlers } from '../../../app/contract/index.ts';
import type { Settings, SettingsPatch } from '../../../app/contract/settings.ts';
import { parseServerAddress } from '../../network/chat-server/parse-address.ts';
import { copyDatabase, lastBackup, rememberBackup } from '../../store/backup.ts';
import type { WritableDb } from '../../store/database.ts';
import { listFolders } from '../../store/folders.ts';
import { resetEverything, resetIndex } from '../../store/reset-library.ts';
import { countPresent } from '../../store/search-photos.ts';
import type { SettingsStore } from '../../store/settings.ts';
import { vectorKeys, vectorSet } from '../../store/vector-sets.ts';
import type { Jobs } from '../jobs/create-jobs.ts';
import { allowedTarget } from '../library/browse-folders.ts';
import type { SearchModels } from '../models/open-search-models.ts';
import { directorySize, fileSize } from './directory-size.ts';
import { deletePictures, type LibraryFiles } from './library-files.ts';
import { copyAhead, plannedMove, planMove } from './move-library.ts';

export interface SettingsOptions {
  readonly db: WritableDb;
  readonly files: LibraryFiles;
  readonly store: SettingsStore;
  readonly search: Pick<SearchModels, 'clear'>;
  readonly jobs: Jobs;
  /** Folders that may be written to on request; null where any may. */
  readonly roots: readonly string[] | null;
  onUpdate(before: Settings): void;
  /** The index is empty now; all photos wait. */
  onReset(): void;
}

/** Settings, and the library as files: its place, size, backup, move and reset. */
export function createSettings(options: SettingsOptions): EngineHandlers['settings'] {
  const { db, files, store, jobs } = options;
  return {
    get: () => store.get(),
    update(patch) {
      const before = store.get();
      const settings = store.update(withServerAddress(patch));
      options.onUpdate(before);
      return settings;
    },
    storage: async () => ({
      path: files.directory,
      movesTo: await plannedMove(files.directory),
      databaseBytes: (await fileSize(files.database)) + (await fileSize(`${files.database}-wal`)),
      thumbnailBytes: (await directorySize(files.thumbnails)) + (await directorySize(files.previews)),
      vectorBytes: vectorKeys(db).reduce((sum, key) => sum + vectorSet(db, key).bytes, 0),
      freeBytes: await statfs(files.directory).then(
        ({ bavail, bsize }) => bavail * bsize,
        () => null,
      ),
      photos: countPresent(db),
      lastBackup: lastBackup(db),
    }),
    backup: async ({ directory }) =>
      startBackup(options, directory === undefined ? files.backups : await allowedTarget(directory, options.roots)),
    async move({ directory }) {
      const target = await allowedTarget(directory, options.roots);
      const folders = listFolders(db).map(({ path }) => path);
      await planMove(files.directory, target, folders);
      const total = await directorySize(files.thumbnails);
      const jobId = jobs.add({
        kind: 'move_library',
        title: target,
        folderId: null,
        phase: { phase: 'moving', unit: 'bytes' },
        async run(context) {
          context.phase({ phase: 'moving', unit: 'bytes', total });
          await copyAhead(files.directory, target, (bytes) => context.advance(bytes));
        },
      });
      return { jobId };
    },
    async reset({ what }) {
      for (const { jobId, kind } of jobs.active()) if (kind === 'index') jobs.cancel(jobId);
      if (what === 'index') resetIndex(db);
      else resetEverything(db);
      options.search.clear();
      options.onReset();
      await deletePictures(files);
      return {};
    },
  };
}

/** An address is stored as it is shown and agreed to. Throws `invalid_input` for what is none. */
function withServerAddress(patch: SettingsPatch): SettingsPatch {
  const address = patch.server?.address;
  if (address === undefined || address.trim() === '') return patch;
  return { ...patch, server: { ...patch.server, address: parseServerAddress(address) } };
}

async function startBackup({ db, jobs }: SettingsOptions, directory: string) {
  const name = `afterimage-backup-${new Date().toISOString().slice(0, 19).replaceAll(':', '-')}.db`;
  const path = join(directory, name);
  await mkdir(directory, { recursive: true }).catch((cause: unknown) => {
    throw new AppError('permission_denied', `${directory} cannot be written to. Choose another folder.`, { cause });
  });
  const jobId = jobs.add({
    kind: 'backup',
    title: name,
    folderId: null,
    phase: { phase: 'backing_up', unit: 'bytes' },
    async run(context) {
      let done = 0;
      await copyDatabase(db, path, (bytes, total) => {
        context.signal.throwIfAborted();
        if (done === 0) context.phase({ phase: 'backing_up', unit: 'bytes', total });
        if (bytes > done) context.advance(bytes - done);
        done = Math.max(done, bytes);
      });
      rememberBackup(db, { path, createdMs: Date.now(), sizeBytes: await fileSize(path) });
    },
  });
  return { jobId, path };
}
