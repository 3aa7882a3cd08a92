import type { SearchHit } from '../../../app/contract/search.ts';
import type { z } from 'zod';
import { en } from '../../text/en.ts';
import { formatDay, formatShortDay } from '../../text/format.ts';
import type { GridSection } from '../library/grid-layout.ts';
import type { SearchSort } from './search-state.ts';

type Hit = z.output<typeof SearchHit>;

const unknownAspect = 133;

/** Best matches stand together; sorted by date, and where nothing ranks them, photos stand under their days. */
export function resultSections(hits: readonly Hit[], sort: SearchSort, title: string): GridSection[] {
  if (hits.length === 0) return [];
  const ranked = sort === 'relevance' && hits.some((hit) => hit.score !== 0);
  if (ranked) return [{ key: 'best', title, detail: null, aspects: hits.map(aspectOf) }];
  const days: { key: string; aspects: number[] }[] = [];
  for (const hit of hits) {
    const key = hit.photo.takenLocal.slice(0, 10);
    const last = days.at(-1);
    if (last?.key === key) last.aspects.push(aspectOf(hit));
    else days.push({ key, aspects: [aspectOf(hit)] });
  }
  return days.map((day) => ({
    ...day,
    title: formatDay(day.key),
    shortTitle: formatShortDay(day.key),
    detail: en.photos(day.aspects.length),
  }));
}

function aspectOf({ photo }: Hit): number {
  const { width, height } = photo;
  return width === null || height === null || height === 0 ? unknownAspect : Math.round((width / height) * 100);
}
