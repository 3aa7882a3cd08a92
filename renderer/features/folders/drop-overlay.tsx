import { FolderPlus } from 'lucide-react';
import { useEffect, useState, type ReactNode } from 'react';
import { useSession } from '../../engine/engine-context.tsx';
import { useAppStore } from '../../state/app-state.tsx';
import { en } from '../../text/en.ts';
import { showToast } from '../../ui/toasts.tsx';
import { useAddPaths } from './use-add-folder.ts';
import './drop-overlay.css';

const carriesFiles = (event: DragEvent): boolean => event.dataTransfer?.types.includes('Files') === true;

/** Folders and photos dropped anywhere in the window join the library, where the shell can tell their paths. */
export function DropOverlay(): ReactNode {
  const over = useFileDrop();
  if (!over) return null;
  return (
    <div className="drop-overlay" data-testid="drop-overlay">
      <FolderPlus aria-hidden />
      <p>
        <b>{en.folders.drop}</b>
      </p>
      <p className="quiet">{en.folders.dropNote}</p>
    </div>
  );
}

/** True while files are dragged over the window. Where they cannot be taken, they at least do not replace the page. */
function useFileDrop(): boolean {
  const [over, setOver] = useState(false);
  const takes = useSession().hello.capabilities.dropFolders && window.afterimage !== undefined;
  const add = useAddDropped();
  useEffect(() => {
    const onDragOver = (event: DragEvent): void => {
      if (!carriesFiles(event)) return;
      event.preventDefault();
      if (event.dataTransfer !== null) event.dataTransfer.dropEffect = takes ? 'copy' : 'none';
      setOver(takes);
    };
    const onDragLeave = (event: DragEvent): void => {
      if (event.relatedTarget === null) setOver(false);
    };
    const onDrop = (event: DragEvent): void => {
      setOver(false);
      if (!carriesFiles(event)) return;
      event.preventDefault();
      if (takes) add([...(event.dataTransfer?.files ?? [])]);
    };
    const stop = new AbortController();
    const { signal } = stop;
    window.addEventListener('dragover', onDragOver, { signal });
    window.addEventListener('dragleave', onDragLeave, { signal });
    window.addEventListener('drop', onDrop, { signal });
    return () => stop.abort();
  });
  return over;
}

function useAddDropped(): (files: readonly File[]) => void {
  const store = useAppStore();
  const addPaths = useAddPaths();
  return (files) => {
    const paths = files.map((file) => window.afterimage?.pathForFile(file) ?? '').filter((path) => path !== '');
    if (paths.length === 0) showToast(store, en.folders.dropUnknown);
    else void addPaths(paths);
  };
}
