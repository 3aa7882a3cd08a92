import { useMemo } from 'react';
import type { PhotoId } from '../../../app/contract/ids.ts';
import { libraryRoute } from '../../state/route.ts';
import { useAppStore, type AppStore } from '../../state/app-state.tsx';
import { emptySelection } from '../library/selection.ts';
import { emptySearch, type SearchSort, type SearchState } from './search-state.ts';

/** As many examples as one search takes, for and against. */
const mostExamples = 20;

/** Ways to change the search; each shows the results at once. */
export function useSearchActions() {
  const store = useAppStore();
  return useMemo(() => searchActions(store), [store]);
}

export function searchActions(store: AppStore) {
  const change = (patch: Partial<SearchState>): void =>
    store.set(({ search }) => ({
      search: { ...search, ...patch },
      route: libraryRoute,
      selection: emptySelection,
    }));
  const addTo = (list: 'like' | 'unlike', photoIds: readonly PhotoId[]): void => {
    const other = list === 'like' ? 'unlike' : 'like';
    const { search } = store.get();
    const added = [...new Set([...search[list], ...photoIds])].slice(0, mostExamples);
    change({ [list]: added, [other]: search[other].filter((id) => !added.includes(id)) });
  };
  return {
    setText: (text: string) => change({ text, minimumProbability: null }),
    setSort: (sort: SearchSort) => change({ sort }),
    setMinimumProbability: (minimumProbability: number) => change({ minimumProbability }),
    clear: () => store.set({ search: emptySearch, selection: emptySelection }),
    /** Looks for photos like these and nothing else. */
    findSimilar: (photoIds: readonly PhotoId[]) => change({ ...emptySearch, like: photoIds.slice(0, mostExamples) }),
    moreLike: (photoIds: readonly PhotoId[]) => addTo('like', photoIds),
    lessLike: (photoIds: readonly PhotoId[]) => addTo('unlike', photoIds),
    removeExample: (photoId: PhotoId) => {
      const { like, unlike } = store.get().search;
      change({ like: like.filter((id) => id !== photoId), unlike: unlike.filter((id) => id !== photoId) });
    },
  };
}
