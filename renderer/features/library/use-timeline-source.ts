import { keepPreviousData, useQueries, useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useMemo, useState } from 'react';
import type { PhotoSummary } from '../../../app/contract/photo.ts';
import { useEngine } from '../../engine/engine-context.tsx';
import { keys, type LibraryScope } from '../../engine/query-keys.ts';
import { formatRoute } from '../../state/route.ts';
import { en } from '../../text/en.ts';
import { formatDay, formatShortDay } from '../../text/format.ts';
import type { GridSection } from './grid-layout.ts';
import { inTurns } from './in-turns.ts';
import { chunksBetween, daysOf, type Day, type DayChunk } from './timeline-chunks.ts';
import type { PhotoSource } from './photo-source.ts';

export function useTimeline(scope: LibraryScope) {
  const engine = useEngine();
  return useQuery({
    queryKey: keys.timeline(scope),
    queryFn: ({ signal }) => engine.library.timeline(scope, { signal }),
    placeholderData: keepPreviousData,
  });
}

type Timeline = NonNullable<ReturnType<typeof useTimeline>['data']>;

/** The library by day: exact before any photo is loaded; photos come in pieces as they get near the screen. */
export function useTimelineSource(scope: LibraryScope, timeline: Timeline | undefined): PhotoSource {
  const sections = useMemo(() => (timeline?.sections ?? []).map(gridSection), [timeline]);
  const days = useMemo(() => daysOf(timeline?.sections ?? []), [timeline]);
  const pieces = useDayPhotos(scope, days);
  const count = days.at(-1)?.end ?? 0;
  const key = formatRoute({ view: 'library', ...scope });
  return useMemo(() => ({ key, sections, count, ...pieces }), [key, sections, count, pieces]);
}

function gridSection({ day, place, count, aspects }: Timeline['sections'][number]): GridSection {
  return {
    key: day,
    title: formatDay(day),
    shortTitle: formatShortDay(day),
    detail: [place, en.photos(count)].filter((part) => part !== null).join(', '),
    aspects,
  };
}

/** The photos of these days: those near the screen, and any others on request. */
function useDayPhotos(scope: LibraryScope, days: readonly Day[]) {
  const queries = useQueryClient();
  const options = useChunkQuery(scope);
  const [range, setRange] = useState({ start: 0, end: 0 });
  const loadedAt = useQueries({
    queries: chunksBetween(days, range.start, range.end).map(options),
    combine: (results) => results.map((result) => result.dataUpdatedAt).join(),
  });
  const photoAt = useCallback(
    (index: number): PhotoSummary | undefined => {
      const [chunk] = chunksBetween(days, index, index + 1);
      const photos = chunk === undefined ? undefined : queries.getQueryData<PhotoSummary[]>(options(chunk).queryKey);
      return photos?.[index - chunk!.first];
    },
    // oxlint-disable-next-line react/exhaustive-deps -- photos are read from the cache; `loadedAt` says when it changed
    [days, queries, options, loadedAt],
  );
  const loadRange = useCallback(
    async (start: number, end: number): Promise<PhotoSummary[]> => {
      const chunks = chunksBetween(days, start, end);
      const loaded = await inTurns(chunks, 6, (chunk) => queries.fetchQuery(options(chunk)));
      return chunks.flatMap((chunk, index) =>
        loaded[index]!.slice(Math.max(0, start - chunk.first), Math.max(0, end - chunk.first)),
      );
    },
    [days, queries, options],
  );
  const load = useCallback(async (index: number) => (await loadRange(index, index + 1))[0], [loadRange]);
  const show = useCallback((start: number, end: number) => setRange({ start, end }), []);
  return useMemo(() => ({ photoAt, loadRange, load, show }), [photoAt, loadRange, load, show]);
}

/** How one piece of a day is loaded. */
function useChunkQuery(scope: LibraryScope) {
  const engine = useEngine();
  const { folderId, favourites } = scope;
  return useCallback(
    (chunk: DayChunk) => {
      const stable = { ...(folderId && { folderId }), ...(favourites && { favourites }) };
      return {
        queryKey: keys.section(stable, chunk.day, chunk.offset),
        queryFn: async ({ signal }: { signal: AbortSignal }): Promise<PhotoSummary[]> => {
          const input = { ...stable, day: chunk.day, offset: chunk.offset, limit: chunk.limit };
          return (await engine.library.section(input, { signal })).photos;
        },
      };
    },
    [engine, folderId, favourites],
  );
}
