import { useEffect } from 'react';
import { useFolders } from '../../engine/hooks.ts';
import { useApp } from '../../state/app-state.tsx';
import { en } from '../../text/en.ts';
import { isSearching } from '../search/search-state.ts';

/** Names the screen in the window's title, for screen readers and the browser's history. */
export function useTitle(): void {
  const route = useApp((state) => state.route);
  const searching = useApp((state) => isSearching(state.search));
  const folders = useFolders().data?.folders;
  const screen = (): string => {
    if (searching) return en.grid.results;
    if (route.view !== 'library') return en.rail[route.view];
    if (route.favourites) return en.rail.favourites;
    return folders?.find(({ folderId }) => folderId === route.folderId)?.name ?? en.rail.library;
  };
  const title = en.rail.title(screen());
  useEffect(() => {
    document.title = title;
  }, [title]);
}
