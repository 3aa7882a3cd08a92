import { useCallback, useLayoutEffect, useMemo, useRef } from 'react';
import type { SearchHit } from '../../../app/contract/search.ts';
import type { z } from 'zod';
import { en } from '../../text/en.ts';
import type { PhotoSource } from '../library/photo-source.ts';
import { resultSections } from './result-sections.ts';
import type { SearchSort } from './search-state.ts';
import type { SearchResult } from './use-search.ts';
import { whyText } from './why-text.ts';

type Hit = z.output<typeof SearchHit>;

/** Photos before the end of what is loaded at which the next page is asked for. */
const nearEnd = 80;

/** Search results as photos of a grid; the next page is loaded as its end comes near. */
export function useResultSource(result: SearchResult, sort: SearchSort): PhotoSource {
  const pages = result.data?.pages;
  const hits = useMemo<readonly Hit[]>(() => (pages ?? []).flatMap((page) => page.hits), [pages]);
  const latest = useRef({ hits, result });
  useLayoutEffect(() => {
    latest.current = { hits, result };
  });
  const sections = useMemo(() => resultSections(hits, sort, en.search.bestMatches), [hits, sort]);
  const photoAt = useCallback((index: number) => hits[index]?.photo, [hits]);
  const whyOf = useCallback((index: number) => (hits[index] && whyText(hits[index])) || undefined, [hits]);

  const loadRange = useCallback(async (start: number, end: number) => {
    for (;;) {
      const { hits, result } = latest.current;
      if (hits.length >= end || !result.hasNextPage) return hits.slice(start, end).map((hit) => hit.photo);
      const fetched = await result.fetchNextPage();
      const loaded = fetched.data?.pages.flatMap((page) => page.hits) ?? [];
      latest.current = { hits: loaded, result: { ...result, hasNextPage: fetched.hasNextPage } };
      if (fetched.isError || loaded.length === hits.length) return loaded.slice(start, end).map((hit) => hit.photo);
    }
  }, []);
  const load = useCallback(async (index: number) => (await loadRange(index, index + 1))[0], [loadRange]);
  const show = useCallback((_start: number, end: number) => {
    const { hits, result } = latest.current;
    const wanted = end > hits.length - nearEnd && result.hasNextPage && !result.isFetching;
    if (wanted) void result.fetchNextPage();
  }, []);
  const count = hits.length;
  return useMemo(
    () => ({ key: 'search', sections, count, photoAt, whyOf, loadRange, load, show }),
    [sections, count, photoAt, whyOf, loadRange, load, show],
  );
}
