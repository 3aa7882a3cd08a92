import { FolderOpen, Heart, ImagePlus, LoaderCircle, TriangleAlert } from 'lucide-react';
import { useMemo, type ReactNode } from 'react';
import { useFolders, useSettings } from '../../engine/hooks.ts';
import type { LibraryScope } from '../../engine/query-keys.ts';
import type { Route } from '../../state/route.ts';
import { en } from '../../text/en.ts';
import { errorText } from '../../text/errors.ts';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { FirstRun } from '../first-run/first-run.tsx';
import { FolderHeader } from '../folders/folder-header.tsx';
import { useAddFolder } from '../folders/use-add-folder.ts';
import { PhotoGrid } from './photo-grid.tsx';
import { rowHeights } from './row-height.ts';
import { useTimeline, useTimelineSource } from './use-timeline-source.ts';
import './library.css';

type LibraryRoute = Extract<Route, { view: 'library' }>;

/** The timeline of the whole library, of one folder or of the favourites. */
export function LibraryView({ route }: { route: LibraryRoute }): ReactNode {
  const { folderId, favourites } = route;
  const scope = useMemo<LibraryScope>(
    () => ({ ...(folderId && { folderId }), ...(favourites && { favourites }) }),
    [folderId, favourites],
  );
  const timeline = useTimeline(scope);
  const source = useTimelineSource(scope, timeline.data);
  const density = useSettings().data?.density ?? 'medium';
  const folder = useFolders().data?.folders.find((each) => each.folderId === folderId);
  const label = folder ? en.grid.folder(folder.name) : favourites ? en.grid.favourites : en.grid.library;
  return (
    <main className="library" aria-label={label}>
      {folder === undefined ? <h1 className="visually-hidden">{label}</h1> : <FolderHeader folder={folder} />}
      <div className="library-stage">
        {timeline.isError && timeline.data === undefined ? (
          <LibraryFailed error={timeline.error} retry={() => void timeline.refetch()} />
        ) : timeline.data !== undefined && source.count === 0 ? (
          <EmptyLibrary route={route} />
        ) : (
          <PhotoGrid
            label={label}
            source={source}
            rowHeight={rowHeights[density]}
            resetKey={JSON.stringify(scope)}
            state={timeline.isPending ? 'loading' : 'idle'}
            scrubber
          />
        )}
      </div>
    </main>
  );
}

function LibraryFailed({ error, retry }: { error: unknown; retry: () => void }): ReactNode {
  return (
    <EmptyState
      state="failed"
      icon={TriangleAlert}
      title={en.library.failedTitle}
      text={errorText(error)}
      action={
        <Button kind="primary" onClick={retry}>
          {en.tryAgain}
        </Button>
      }
    />
  );
}

function EmptyLibrary({ route }: { route: LibraryRoute }): ReactNode {
  const folders = useFolders().data;
  const settings = useSettings().data;
  const words = en.library;
  const addFolder = useAddFolder();
  if (route.favourites) {
    return <EmptyState state="no-favourites" icon={Heart} title={words.noFavouritesTitle} text={words.noFavourites} />;
  }
  if (folders === undefined || settings === undefined) return null;
  const scanning = folders.folders.some((folder) => folder.state === 'scanning');
  if (scanning) {
    return <EmptyState state="scanning" icon={LoaderCircle} title={words.scanningTitle} text={words.scanning} />;
  }
  if (route.folderId !== undefined) {
    return (
      <EmptyState state="empty-folder" icon={FolderOpen} title={words.emptyFolderTitle} text={words.emptyFolder} />
    );
  }
  if (folders.folders.length === 0 && !settings.introSeen) return <FirstRun />;
  return (
    <EmptyState
      state="empty-library"
      icon={ImagePlus}
      title={words.emptyTitle}
      text={words.empty}
      action={
        <Button kind="primary" onClick={addFolder}>
          {en.rail.addFolder}
        </Button>
      }
    />
  );
}
