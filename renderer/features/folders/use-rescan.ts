import type { FolderId } from '../../../app/contract/ids.ts';
import { useEngine } from '../../engine/engine-context.tsx';
import { useReportError } from '../../engine/hooks.ts';
import { useAppStore } from '../../state/app-state.tsx';
import { en } from '../../text/en.ts';
import { showToast } from '../../ui/toasts.tsx';

/** Looks for new, changed and deleted files in one folder, or in all where none is given. */
export function useRescan(): (folderId?: FolderId) => void {
  const engine = useEngine();
  const store = useAppStore();
  const report = useReportError();
  return (folderId) => {
    engine.library
      .rescan(folderId === undefined ? {} : { folderId })
      .then(() => showToast(store, en.folders.rescanStarted))
      .catch(report);
  };
}
