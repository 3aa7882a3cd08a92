import { setImmediate as nextTurn } from 'node:timers/promises';
import type { TimelineSection } from '../../../app/contract/library.ts';
import type { ReadableDb } from '../../store/database.ts';
import { timelineAfter, type PhotoFilter, type TimelineRow } from '../../store/photos.ts';

const pageSize = 2000;
/** What is drawn until a photo's size is known. */
const unknownAspect = 133;

/** The library by day, newest first, read in short steps so that the engine stays responsive. */
export async function readTimeline(
  db: ReadableDb,
  filter: PhotoFilter,
  signal: AbortSignal,
): Promise<TimelineSection[]> {
  const sections: TimelineSection[] = [];
  let cities = new Map<string, number>();
  let last: TimelineRow | null = null;
  for (;;) {
    const page: TimelineRow[] = timelineAfter(db, last, { ...filter, limit: pageSize });
    for (const row of page) {
      let section = sections.at(-1);
      if (section?.day !== row.day) {
        if (section !== undefined) section.place = placeOfMost(cities, section.count);
        cities = new Map();
        section = { day: row.day, count: 0, place: null, aspects: [] };
        sections.push(section);
      }
      section.count += 1;
      section.aspects.push(aspectOf(row));
      if (row.city !== null) cities.set(row.city, (cities.get(row.city) ?? 0) + 1);
    }
    last = page.at(-1) ?? null;
    if (page.length < pageSize) break;
    await nextTurn();
    signal.throwIfAborted();
  }
  const final = sections.at(-1);
  if (final !== undefined) final.place = placeOfMost(cities, final.count);
  return sections;
}

const aspectOf = ({ width, height }: TimelineRow): number =>
  width === null || height === null ? unknownAspect : Math.max(1, Math.round((width / height) * 100));

/** The place of more than half of a day's photos. */
function placeOfMost(counts: ReadonlyMap<string, number>, photos: number): string | null {
  const most = [...counts].find(([, count]) => count * 2 > photos);
  return most?.[0] ?? null;
}
