import { watch, type FSWatcher } from 'chokidar';
import type { Logger } from '../../platform/logger.ts';
import type { FolderRow } from '../../store/folders.ts';
import { isLeftOutFolder } from './file-kinds.ts';

const quietMs = 1500;

/** Watches the library's folders and asks for a rescan once a change has come to rest. */
export interface FolderWatch extends AsyncDisposable {
  /** Watches exactly these from now on. */
  set(folders: readonly FolderRow[]): void;
}

export function watchFolders(onChange: (folderId: number) => void, logger: Logger): FolderWatch {
  const watchers = new Map<number, { path: string; watcher: FSWatcher; timer: NodeJS.Timeout | undefined }>();

  function start({ folderId, path }: FolderRow): void {
    const watcher = watch(path, {
      ignoreInitial: true,
      followSymlinks: false,
      ignored: (inner) => inner !== path && isLeftOutFolder(inner.split(/[/\\]/).at(-1) ?? ''),
    });
    const entry = { path, watcher, timer: undefined as NodeJS.Timeout | undefined };
    watchers.set(folderId, entry);
    watcher.on('all', () => {
      clearTimeout(entry.timer);
      entry.timer = setTimeout(() => onChange(folderId), quietMs).unref();
    });
    watcher.on('error', (error) => logger.warn('a folder cannot be watched', { error: String(error) }));
  }

  async function stop(folderId: number): Promise<void> {
    const entry = watchers.get(folderId);
    watchers.delete(folderId);
    clearTimeout(entry?.timer);
    await entry?.watcher.close();
  }

  return {
    set(folders) {
      const wanted = new Map(folders.map((folder) => [folder.folderId, folder]));
      for (const folderId of watchers.keys()) if (!wanted.has(folderId)) void stop(folderId);
      for (const folder of folders) if (!watchers.has(folder.folderId)) start(folder);
    },
    async [Symbol.asyncDispose]() {
      await Promise.all([...watchers.keys()].map(stop));
    },
  };
}
