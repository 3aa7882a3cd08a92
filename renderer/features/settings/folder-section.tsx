import { FolderMinus, FolderPlus, RefreshCw } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import { useFolders } from '../../engine/hooks.ts';
import { en } from '../../text/en.ts';
import { errorText } from '../../text/errors.ts';
import { Button } from '../../ui/button.tsx';
import { Notice } from '../../ui/notice.tsx';
import { FolderIcon } from '../folders/folder-icon.tsx';
import { RemoveFolderDialog, type FolderFacts } from '../folders/remove-folder-dialog.tsx';
import { useAddFolder } from '../folders/use-add-folder.ts';
import { useRescan } from '../folders/use-rescan.ts';
import { SettingSection } from './setting-row.tsx';

/** The folders of the library, with their states, and what can be done with each. */
export function FolderSection(): ReactNode {
  const query = useFolders();
  const addFolder = useAddFolder();
  const rescan = useRescan();
  const folders = query.data?.folders ?? [];
  const words = en.settings;
  return (
    <SettingSection id="folders" title={words.folders}>
      {query.isError ? <Notice tone="bad">{errorText(query.error)}</Notice> : null}
      {query.isSuccess && folders.length === 0 ? <p className="quiet">{words.noFolders}</p> : null}
      {folders.length === 0 ? null : (
        <ul className="card lines folder-list-card" data-testid="folders">
          {folders.map((folder) => (
            <FolderLine key={folder.folderId} folder={folder} />
          ))}
        </ul>
      )}
      <div className="row" data-wrap>
        <Button kind="outline" icon={<FolderPlus aria-hidden />} onClick={addFolder}>
          {en.rail.addFolder}
        </Button>
        {folders.length === 0 ? null : (
          <Button icon={<RefreshCw aria-hidden />} onClick={() => rescan()}>
            {words.rescanAll}
          </Button>
        )}
      </div>
    </SettingSection>
  );
}

function FolderLine({ folder }: { folder: FolderFacts }): ReactNode {
  const [removing, setRemoving] = useState(false);
  const rescan = useRescan();
  const state = en.rail.folderState[folder.state];
  return (
    <li className="folder-line" data-state={folder.state}>
      <FolderIcon folder={folder} />
      <div className="grow">
        <p className="ellipsis">{folder.name}</p>
        <p className="quiet ellipsis" title={folder.path}>
          {[en.photos(folder.counts.photos), state, folder.path].filter((part) => part !== '').join(' · ')}
        </p>
      </div>
      <Button
        icon={<RefreshCw aria-hidden />}
        aria-label={en.folders.about(en.folders.rescan, folder.name)}
        disabled={folder.state === 'scanning'}
        onClick={() => rescan(folder.folderId)}
      >
        <span className="narrow-hidden">{en.folders.rescan}</span>
      </Button>
      <Button
        icon={<FolderMinus aria-hidden />}
        aria-label={en.folders.about(en.folders.remove, folder.name)}
        onClick={() => setRemoving(true)}
      >
        <span className="narrow-hidden">{en.folders.remove}</span>
      </Button>
      {removing ? <RemoveFolderDialog folder={folder} onClose={() => setRemoving(false)} /> : null}
    </li>
  );
}
