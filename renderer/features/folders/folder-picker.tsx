import { useQuery } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { useEngine } from '../../engine/engine-context.tsx';
import { keys } from '../../engine/query-keys.ts';
import { en } from '../../text/en.ts';
import { errorText } from '../../text/errors.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Notice } from '../../ui/notice.tsx';
import { FolderCrumbs } from './folder-crumbs.tsx';
import { FolderRows } from './folder-rows.tsx';
import { crumbsOf, type TrailFolder } from './folder-trail.ts';
import './folder-picker.css';

interface FolderPickerProps {
  readonly title: string;
  /** What the button says that takes the open folder. */
  readonly action: string;
  /** Says how many photos lie in the open folder, where that matters. */
  readonly countsPhotos?: boolean;
  readonly onChoose: (path: string) => void;
  readonly onClose: () => void;
}

/** Walks the folders that the host lets us see, and takes the one that is open. */
export function FolderPicker({ title, action, countsPhotos = false, onChoose, onClose }: FolderPickerProps): ReactNode {
  const [trail, setTrail] = useState<readonly TrailFolder[]>([]);
  const roots = useBrowse(null);
  const open = useBrowse(trail.at(-1)?.path ?? null);
  const path = open.data?.path ?? null;
  const up = (): void => setTrail(trail.slice(0, -1));
  const footer = (
    <>
      <p className="quiet grow" role="status">
        {open.data === undefined ? null : noteOf(open.data, countsPhotos)}
      </p>
      <Button kind="outline" onClick={onClose}>
        {en.cancel}
      </Button>
      <Button kind="primary" disabled={path === null} onClick={() => (path === null ? undefined : onChoose(path))}>
        {action}
      </Button>
    </>
  );
  return (
    <Dialog title={title} footer={footer} onClose={onClose}>
      <FolderCrumbs
        crumbs={crumbsOf(trail, roots.data?.path ?? null, en.folders.roots)}
        onGo={(depth) => setTrail(trail.slice(0, depth))}
      />
      {open.isError ? <Notice tone="bad">{errorText(open.error)}</Notice> : null}
      <div className="folder-rows-frame" aria-busy={open.isPending || undefined}>
        {open.data === undefined ? null : (
          <FolderRows
            key={path ?? ''}
            entries={open.data.entries}
            onOpen={(entry) => setTrail([...trail, entry])}
            onUp={trail.length === 0 ? null : up}
          />
        )}
      </div>
    </Dialog>
  );
}

function noteOf({ path, photos }: { path: string | null; photos: number }, countsPhotos: boolean): string | null {
  if (path === null) return en.folders.chooseFirst;
  return countsPhotos ? en.folders.here(photos) : null;
}

function useBrowse(path: string | null) {
  const engine = useEngine();
  return useQuery({
    queryKey: keys.browse(path),
    queryFn: ({ signal }) => engine.library.browse(path === null ? {} : { path }, { signal }),
    staleTime: 0,
  });
}
