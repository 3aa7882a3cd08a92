import { Plus } from 'lucide-react';
import type { ReactNode } from 'react';
import type { Folder } from '../../../app/contract/library.ts';
import type { z } from 'zod';
import { useFolders } from '../../engine/hooks.ts';
import { en } from '../../text/en.ts';
import { formatCount } from '../../text/format.ts';
import { RailItem } from '../shell/rail-item.tsx';
import { FolderIcon } from './folder-icon.tsx';
import { useAddFolder } from './use-add-folder.ts';

/** The folders of the library in the rail, with their counts and states, and the way to add one. */
export function FolderList(): ReactNode {
  const folders = useFolders().data?.folders ?? [];
  const addFolder = useAddFolder();
  return (
    <div className="rail-folders" role="group" aria-label={en.rail.folders}>
      <h2 className="rail-label rail-text">{en.rail.folders}</h2>
      {folders.map((folder) => (
        <FolderItem key={folder.folderId} folder={folder} />
      ))}
      <button type="button" className="rail-item" title={en.rail.addFolder} onClick={addFolder}>
        <Plus aria-hidden />
        <span className="rail-text">{en.rail.addFolder}</span>
      </button>
    </div>
  );
}

function FolderItem({ folder }: { folder: z.output<typeof Folder> }): ReactNode {
  const state = en.rail.folderState[folder.state];
  return (
    <RailItem
      icon={<FolderIcon folder={folder} />}
      label={folder.name}
      title={state === '' ? folder.path : `${folder.path}: ${state}`}
      route={{ view: 'library', folderId: folder.folderId }}
      note={folder.state === 'gone' || folder.state === 'unreadable' ? state : formatCount(folder.counts.photos)}
    />
  );
}
