import { gridAspect, justify, type GridMetrics, type GridRow } from './justified-layout.ts';

/** Where a section stands in its band of the grid, and the rows that it has there. */
export interface Block {
  readonly x: number;
  readonly width: number;
  readonly rows: readonly GridRow[];
}

interface BlockSection {
  readonly title: string | null;
  readonly aspects: readonly number[];
}

/** A section that is short enough to share a row, in pixels at the target height. */
interface ShortSection {
  readonly count: number;
  /** What grows with the height of the row. */
  readonly photos: number;
  /** What does not: the gaps between photos, and the room that a date needs beyond them. */
  readonly rest: number;
}

const blockGap = 24;
/** Room for a short date over a single narrow photo. */
const narrowestBlock = 104;
/** The shares of the target height between which a shared row fills the width; a shorter one is left ragged. */
const leastGrowth = 0.9;
const mostGrowth = 1.3;

/** The sections from `start` on that stand side by side: short ones while they fit in one row, or a single one. */
export function nextBand(sections: readonly BlockSection[], start: number, metrics: GridMetrics): readonly Block[] {
  const shared: ShortSection[] = [];
  let used = -blockGap;
  for (let index = start; index < sections.length; index++) {
    const short = shortSection(sections[index]!, metrics);
    if (short === null) break;
    used += short.photos * leastGrowth + short.rest + blockGap;
    if (used > metrics.width) break;
    shared.push(short);
  }
  if (shared.length > 1) return sideBySide(shared, metrics);
  return [{ x: 0, width: metrics.width, rows: justify(sections[start]!.aspects, metrics) }];
}

function shortSection({ title, aspects }: BlockSection, metrics: GridMetrics): ShortSection | null {
  if (title === null || aspects.length === 0) return null;
  const gaps = metrics.gap * (aspects.length - 1);
  let photos = 0;
  for (const aspect of aspects) {
    photos += gridAspect(aspect) * metrics.rowHeight;
    if (photos + gaps > metrics.width) return null;
  }
  return { count: aspects.length, photos, rest: Math.max(gaps, narrowestBlock - photos) };
}

function sideBySide(shared: readonly ShortSection[], { width, rowHeight }: GridMetrics): Block[] {
  const photos = shared.reduce((sum, short) => sum + short.photos, 0);
  const rest = shared.reduce((sum, short) => sum + short.rest, blockGap * (shared.length - 1));
  const filling = (width - rest) / photos;
  const growth = filling <= mostGrowth ? filling : 1;
  let edge = 0;
  return shared.map((short) => {
    const x = Math.round(edge);
    const end = edge + short.photos * growth + short.rest;
    edge = end + blockGap;
    const row = { start: 0, count: short.count, top: 0, height: Math.round(rowHeight * growth) };
    return { x, width: Math.round(end) - x, rows: [row] };
  });
}
