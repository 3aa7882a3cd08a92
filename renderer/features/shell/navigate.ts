import { useEffect } from 'react';
import { emptySelection } from '../library/selection.ts';
import { emptySearch } from '../search/search-state.ts';
import { useAppStore, type AppStore } from '../../state/app-state.tsx';
import { formatRoute, parseRoute, sameRoute, type Route } from '../../state/route.ts';

/** Goes to a screen and leaves a search behind. */
export function navigate(store: AppStore, route: Route): void {
  if (!sameRoute(store.get().route, route)) history.pushState(null, '', formatRoute(route));
  store.set({ route, search: emptySearch, selection: emptySelection });
}

/** Follows the browser's Back and Forward. */
export function useBackAndForward(): void {
  const store = useAppStore();
  useEffect(() => {
    const follow = (): void =>
      store.set({ route: parseRoute(location.hash), search: emptySearch, selection: emptySelection });
    window.addEventListener('popstate', follow);
    return () => window.removeEventListener('popstate', follow);
  }, [store]);
}
