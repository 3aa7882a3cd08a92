import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { useEngine } from '../../engine/engine-context.tsx';
import { keys } from '../../engine/query-keys.ts';
import { useApp } from '../../state/app-state.tsx';
import { isSearching, type SearchState } from './search-state.ts';
import { useDebounced } from './use-debounced.ts';

const settleMs = 120;
const pageSize = 200;

/** The search as the engine is asked it: once the typing rests, page by page, earlier results staying meanwhile. */
export function useSearch() {
  const engine = useEngine();
  const typed = useApp((state) => state.search);
  const search = useDebounced(typed, settleMs);
  const query = useInfiniteQuery({
    queryKey: [...keys.search, search],
    queryFn: ({ pageParam, signal }) => engine.search.query({ ...asInput(search), offset: pageParam }, { signal }),
    initialPageParam: 0,
    getNextPageParam: (last, pages) => {
      const loaded = pages.reduce((sum, page) => sum + page.hits.length, 0);
      return last.hits.length > 0 && loaded < last.total ? loaded : null;
    },
    enabled: isSearching(search),
    placeholderData: keepPreviousData,
  });
  return { ...query, typed, asked: search, settled: search === typed };
}

function asInput(search: SearchState) {
  return {
    text: search.text,
    like: [...search.like],
    unlike: [...search.unlike],
    sort: search.sort,
    limit: pageSize,
    ...(search.minimumProbability === null ? {} : { minimumProbability: search.minimumProbability }),
  };
}

export type SearchResult = ReturnType<typeof useSearch>;
