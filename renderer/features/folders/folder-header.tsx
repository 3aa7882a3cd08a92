import { FolderMinus, RefreshCw } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import type { Folder } from '../../../app/contract/library.ts';
import type { z } from 'zod';
import { useEngine } from '../../engine/engine-context.tsx';
import { useReportError } from '../../engine/hooks.ts';
import { useAppStore } from '../../state/app-state.tsx';
import { en } from '../../text/en.ts';
import { Button } from '../../ui/button.tsx';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { Notice } from '../../ui/notice.tsx';
import { showToast } from '../../ui/toasts.tsx';
import { navigate } from '../shell/navigate.ts';

type FolderFacts = z.output<typeof Folder>;

/** What a folder is, and what can be done with it as a whole. */
export function FolderHeader({ folder }: { folder: FolderFacts }): ReactNode {
  const engine = useEngine();
  const store = useAppStore();
  const report = useReportError();
  const [removing, setRemoving] = useState(false);
  const rescan = (): void => {
    engine.library
      .rescan({ folderId: folder.folderId })
      .then(() => showToast(store, en.folders.rescanStarted))
      .catch(report);
  };
  return (
    <header className="folder-head">
      <div className="grow">
        <h1 className="ellipsis">{folder.name}</h1>
        <p className="quiet ellipsis" title={folder.path}>
          {en.photos(folder.counts.photos)}, {folder.path}
        </p>
      </div>
      <Button icon={<RefreshCw aria-hidden />} onClick={rescan} disabled={folder.state === 'scanning'}>
        {en.folders.rescan}
      </Button>
      <Button icon={<FolderMinus aria-hidden />} onClick={() => setRemoving(true)}>
        {en.folders.remove}
      </Button>
      {folder.state === 'gone' ? <Notice tone="warn">{en.folders.gone}</Notice> : null}
      {folder.state === 'unreadable' ? <Notice tone="warn">{en.folders.unreadable}</Notice> : null}
      {removing ? <RemoveFolder folder={folder} onClose={() => setRemoving(false)} /> : null}
    </header>
  );
}

function RemoveFolder({ folder, onClose }: { folder: FolderFacts; onClose: () => void }): ReactNode {
  const engine = useEngine();
  const store = useAppStore();
  const report = useReportError();
  const [busy, setBusy] = useState(false);
  const remove = async (): Promise<void> => {
    setBusy(true);
    try {
      const { removed } = await engine.library.removeFolder({ folderId: folder.folderId });
      onClose();
      showToast(store, en.folders.removed(removed));
      navigate(store, { view: 'library' });
    } catch (error) {
      setBusy(false);
      report(error);
    }
  };
  return (
    <ConfirmDialog
      title={en.folders.removeTitle}
      text={en.folders.removeText(folder.name, folder.counts.photos)}
      action={en.folders.remove}
      busy={busy}
      onConfirm={() => void remove()}
      onClose={onClose}
    />
  );
}
