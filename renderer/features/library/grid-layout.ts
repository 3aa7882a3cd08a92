import { placeRow, type GridMetrics, type GridRow } from './justified-layout.ts';
import { nextBand, type Block } from './shared-row.ts';

/** A run of photos under one heading. */
export interface GridSection {
  readonly key: string;
  /** null shows the photos without a heading. */
  readonly title: string | null;
  /** The heading where the section shares its row with others. */
  readonly shortTitle?: string;
  readonly detail: string | null;
  /** Width / height times 100, one a photo. */
  readonly aspects: readonly number[];
}

export interface PlacedSection extends GridSection, Block {
  readonly index: number;
  /** Index of its first photo in the whole grid. */
  readonly first: number;
  readonly top: number;
  readonly height: number;
  readonly headingHeight: number;
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

/** Places every band of sections below the one before; exact for any number of photos without loading one. */
export function layoutGrid(sections: readonly GridSection[], metrics: GridMetrics): GridLayout {
  const placed: PlacedSection[] = [];
  let top = 0;
  let first = 0;
  let firstRow = 0;
  while (placed.length < sections.length) {
    let height = 0;
    for (const block of nextBand(sections, placed.length, metrics)) {
      const section = sections[placed.length]!;
      const last = block.rows.at(-1);
      const heading = section.title === null ? 0 : headingHeight;
      height = heading + (last === undefined ? 0 : last.top + last.height) + sectionGap;
      placed.push({
        ...section,
        ...block,
        index: placed.length,
        first,
        top,
        height,
        headingHeight: heading,
        firstRow,
      });
      first += section.aspects.length;
      firstRow += block.rows.length;
    }
    top += height;
  }
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

/** The section at a height; of those side by side, the first. */
export function sectionAt(layout: GridLayout, y: number): PlacedSection | undefined {
  const last = layout.sections[lastAtMost(layout.sections, y, (section) => section.top)];
  return last === undefined ? undefined : bandOf(layout, last)[0];
}

/** A section and those that share its row. */
function bandOf(layout: GridLayout, { index, top }: PlacedSection): readonly PlacedSection[] {
  let [start, end] = [index, index + 1];
  while (layout.sections[start - 1]?.top === top) start--;
  while (layout.sections[end]?.top === top) end++;
  return layout.sections.slice(start, end);
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

/** Left edges (inside the section) and widths of the photos of a row. */
export function cellsOf(section: PlacedSection, row: GridRow, { gap }: GridMetrics): { x: number; width: number }[] {
  return placeRow(row, section.aspects, section.width, gap);
}

/** The photos that stand side by side with this one over the whole width: the first, and the middle of each. */
function lineOf(layout: GridLayout, photo: number): { first: number; middles: number[] } | undefined {
  const place = rowOf(layout, photo);
  if (place === undefined) return undefined;
  const { section, row } = place;
  const band = bandOf(layout, section);
  const parts = band.length === 1 ? [{ section, row }] : band.map((each) => ({ section: each, row: each.rows[0]! }));
  const middles = parts.flatMap((part) =>
    cellsOf(part.section, part.row, layout.metrics).map(({ x, width }) => part.section.x + x + width / 2),
  );
  return { first: parts[0]!.section.first + parts[0]!.row.start, middles };
}

/** The photo above (-1) or below (1) whose middle is nearest; the same photo at the edge of the grid. */
export function neighbourRow(layout: GridLayout, photo: number, step: -1 | 1): number {
  const from = lineOf(layout, photo);
  if (from === undefined) return photo;
  const edge = step === 1 ? from.first + from.middles.length : from.first - 1;
  const to = edge < 0 || edge >= layout.photoCount ? undefined : lineOf(layout, edge);
  if (to === undefined) return photo;
  const middle = from.middles[photo - from.first]!;
  const distances = to.middles.map((each) => Math.abs(each - middle));
  return to.first + distances.indexOf(Math.min(...distances));
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
