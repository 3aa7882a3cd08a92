import { justify, placeRow, type GridMetrics, type GridRow } from './justified-layout.ts';

/** A run of photos under one heading. */
export interface GridSection {
  readonly key: string;
  /** null shows the photos without a heading. */
  readonly title: string | null;
  readonly detail: string | null;
  /** Width / height times 100, one a photo. */
  readonly aspects: readonly number[];
}

export interface PlacedSection extends GridSection {
  readonly index: number;
  /** Index of its first photo in the whole grid. */
  readonly first: number;
  readonly top: number;
  readonly height: number;
  readonly headingHeight: number;
  readonly rows: readonly GridRow[];
  /** Index of its first row in the whole grid, headings not counted. */
  readonly firstRow: number;
}

export interface GridLayout {
  readonly sections: readonly PlacedSection[];
  readonly metrics: GridMetrics;
  readonly height: number;
  readonly photoCount: number;
  readonly rowCount: number;
}

const headingHeight = 44;
const sectionGap = 12;

/** Places every section below the one before; exact for any number of photos without loading one. */
export function layoutGrid(sections: readonly GridSection[], metrics: GridMetrics): GridLayout {
  let top = 0;
  let first = 0;
  let firstRow = 0;
  const placed = sections.map((section, index): PlacedSection => {
    const rows = justify(section.aspects, metrics);
    const last = rows.at(-1);
    const heading = section.title === null ? 0 : headingHeight;
    const height = heading + (last === undefined ? 0 : last.top + last.height) + sectionGap;
    const result = { ...section, index, first, top, height, headingHeight: heading, rows, firstRow };
    top += height;
    first += section.aspects.length;
    firstRow += rows.length;
    return result;
  });
  return { sections: placed, metrics, height: top, photoCount: first, rowCount: firstRow };
}

/** The last index whose `start` is not above `value`; 0 where all are. */
function lastAtMost<T>(items: readonly T[], value: number, start: (item: T) => number): number {
  let low = 0;
  let high = items.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (start(items[middle]!) <= value) low = middle;
    else high = middle - 1;
  }
  return low;
}

export function sectionAt(layout: GridLayout, y: number): PlacedSection | undefined {
  return layout.sections[lastAtMost(layout.sections, y, (section) => section.top)];
}

export function sectionOf(layout: GridLayout, photo: number): PlacedSection | undefined {
  return layout.sections[lastAtMost(layout.sections, photo, (section) => section.first)];
}

/** The sections that touch the strip from `from` to `to`. */
export function sectionsBetween(layout: GridLayout, from: number, to: number): readonly PlacedSection[] {
  const start = sectionAt(layout, from)?.index ?? 0;
  let end = start;
  while (end < layout.sections.length && layout.sections[end]!.top < to) end++;
  return layout.sections.slice(start, end);
}

/** Indices of the rows of a section that touch the strip, as [start, end). */
export function rowsBetween(section: PlacedSection, from: number, to: number): [number, number] {
  const offset = section.top + section.headingHeight;
  const start = lastAtMost(section.rows, from - offset, (row) => row.top);
  let end = start;
  while (end < section.rows.length && section.rows[end]!.top + offset < to) end++;
  return [start, Math.max(end, start)];
}

/** The row that holds a photo, with its top in the whole grid. */
export function rowOf(
  layout: GridLayout,
  photo: number,
): { section: PlacedSection; row: GridRow; index: number; top: number } | undefined {
  const section = sectionOf(layout, photo);
  if (section === undefined || section.rows.length === 0) return undefined;
  const index = lastAtMost(section.rows, photo - section.first, (row) => row.start);
  const row = section.rows[index]!;
  return { section, row, index, top: section.top + section.headingHeight + row.top };
}

/** The photo above (-1) or below (1) whose middle is nearest; the same photo at the edge of the grid. */
export function neighbourRow(layout: GridLayout, photo: number, step: -1 | 1): number {
  const from = rowOf(layout, photo);
  if (from === undefined) return photo;
  const edge =
    step === 1 ? from.section.first + from.row.start + from.row.count : from.section.first + from.row.start - 1;
  const to = edge < 0 || edge >= layout.photoCount ? undefined : rowOf(layout, edge);
  if (to === undefined) return photo;
  const cell = placeRow(from.row, from.section.aspects, layout.metrics)[photo - from.section.first - from.row.start]!;
  const middle = cell.x + cell.width / 2;
  const cells = placeRow(to.row, to.section.aspects, layout.metrics);
  const distances = cells.map(({ x, width }) => Math.abs(x + width / 2 - middle));
  return to.section.first + to.row.start + distances.indexOf(Math.min(...distances));
}

/** A photo and how far the top of the window is into its row, to find the same place in another layout. */
export interface ScrollAnchor {
  readonly key: string;
  readonly photo: number;
  readonly offset: number;
}

export function anchorAt(layout: GridLayout, scrollTop: number): ScrollAnchor | null {
  const section = sectionAt(layout, scrollTop);
  if (section === undefined) return null;
  const [row] = rowsBetween(section, scrollTop, scrollTop + 1);
  const start = section.rows[row];
  if (start === undefined) return { key: section.key, photo: 0, offset: scrollTop - section.top };
  const top = section.top + section.headingHeight + start.top;
  return { key: section.key, photo: start.start, offset: scrollTop - top };
}

/** Where to scroll so that the anchored photo stays where it was; null where its section is gone. */
export function scrollTopOf(layout: GridLayout, anchor: ScrollAnchor): number | null {
  const section = layout.sections.find(({ key }) => key === anchor.key);
  if (section === undefined) return null;
  const photo = Math.min(anchor.photo, section.aspects.length - 1);
  const place = rowOf(layout, section.first + Math.max(0, photo));
  return place === undefined ? section.top : place.top + anchor.offset;
}
