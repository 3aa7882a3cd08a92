import { useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import { useEngine, useSession } from '../../engine/engine-context.tsx';
import { useReportError } from '../../engine/hooks.ts';
import { keys } from '../../engine/query-keys.ts';
import { useAppStore } from '../../state/app-state.tsx';
import { en } from '../../text/en.ts';
import { showToast } from '../../ui/toasts.tsx';

/** Adds paths to the library and says so; errors are said too. Resolves true where they were taken. */
export function useAddPaths(): (paths: readonly string[]) => Promise<boolean> {
  const engine = useEngine();
  const store = useAppStore();
  const queries = useQueryClient();
  const report = useReportError();
  return async (paths) => {
    if (paths.length === 0) return false;
    try {
      const { folderIds } = await engine.library.add({ paths: [...paths] });
      showToast(store, en.folders.added(folderIds.length));
      await queries.invalidateQueries({ queryKey: keys.library });
      return true;
    } catch (error) {
      report(error);
      return false;
    }
  };
}

/** Opens the native folder dialog, or the engine's picker where there is none. */
export function useAddFolder(): () => void {
  const { desktop, hello } = useSession();
  const store = useAppStore();
  const addPaths = useAddPaths();
  const report = useReportError();
  return useCallback(() => {
    if (desktop === null || !hello.capabilities.nativeFolderPicker) return store.set({ dialog: 'folder-picker' });
    desktop
      .pickFolders({})
      .then(({ paths }) => addPaths(paths))
      .catch(report);
  }, [desktop, hello, store, addPaths, report]);
}
