import { FolderMinus, RefreshCw } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import { en } from '../../text/en.ts';
import { Button } from '../../ui/button.tsx';
import { Notice } from '../../ui/notice.tsx';
import { RemoveFolderDialog, type FolderFacts } from './remove-folder-dialog.tsx';
import { useRescan } from './use-rescan.ts';

/** What a folder is, and what can be done with it as a whole. */
export function FolderHeader({ folder }: { folder: FolderFacts }): ReactNode {
  const [removing, setRemoving] = useState(false);
  const rescan = useRescan();
  return (
    <header className="folder-head">
      <div className="grow">
        <h1 className="ellipsis">{folder.name}</h1>
        <p className="quiet ellipsis" title={folder.path}>
          {en.photos(folder.counts.photos)}, {folder.path}
        </p>
      </div>
      <Button
        icon={<RefreshCw aria-hidden />}
        onClick={() => rescan(folder.folderId)}
        disabled={folder.state === 'scanning'}
      >
        {en.folders.rescan}
      </Button>
      <Button icon={<FolderMinus aria-hidden />} onClick={() => setRemoving(true)}>
        {en.folders.remove}
      </Button>
      {folder.state === 'gone' ? <Notice tone="warn">{en.folders.gone}</Notice> : null}
      {folder.state === 'unreadable' ? <Notice tone="warn">{en.folders.unreadable}</Notice> : null}
      {removing ? <RemoveFolderDialog folder={folder} onClose={() => setRemoving(false)} /> : null}
    </header>
  );
}
