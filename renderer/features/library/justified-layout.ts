/** One row of photos that fills the width. */
export interface GridRow {
  /** Index of its first photo inside the section. */
  readonly start: number;
  readonly count: number;
  /** Pixels from the top of the section's photos. */
  readonly top: number;
  readonly height: number;
}

export interface GridMetrics {
  readonly width: number;
  /** The height that rows aim at. */
  readonly rowHeight: number;
  readonly gap: number;
}

/** The narrowest and widest shape that a photo takes in the grid, as width / height; beyond that it is cropped. */
const narrowest = 0.45;
const widest = 3;
/** A row may grow to this share of the target before it is left ragged. */
const tallest = 1.5;

/** The shape of a photo in the grid, from its aspect times 100. */
export function gridAspect(aspect: number): number {
  return Math.min(widest, Math.max(narrowest, aspect / 100));
}

/** Breaks photos into rows that fill the width at about the target height; the last row keeps the target height. */
export function justify(aspects: readonly number[], metrics: GridMetrics): GridRow[] {
  const { width, rowHeight, gap } = metrics;
  const rows: GridRow[] = [];
  let start = 0;
  let top = 0;
  let sum = 0;
  const add = (count: number, height: number): void => {
    rows.push({ start, count, top, height });
    top += height + gap;
    start += count;
  };

  for (let index = 0; index < aspects.length; index++) {
    const aspect = gridAspect(aspects[index]!);
    const before = fillHeight(width, index - start, sum, gap);
    sum += aspect;
    const after = fillHeight(width, index - start + 1, sum, gap);
    if (after > rowHeight) continue;
    const breakBefore = index > start && before <= rowHeight * tallest && before - rowHeight < rowHeight - after;
    add(breakBefore ? index - start : index - start + 1, Math.round(breakBefore ? before : after));
    sum = breakBefore ? aspect : 0;
  }
  if (start < aspects.length) add(aspects.length - start, rowHeight);
  return rows;
}

/** The height at which `count` photos whose aspects add up to `sum` fill the width. */
function fillHeight(width: number, count: number, sum: number, gap: number): number {
  return count === 0 ? Number.POSITIVE_INFINITY : (width - gap * (count - 1)) / sum;
}

/** Left edges and widths of a row's photos, in whole pixels; a full row ends exactly at the width. */
export function placeRow(
  row: GridRow,
  aspects: readonly number[],
  width: number,
  gap: number,
): { x: number; width: number }[] {
  const shapes = aspects.slice(row.start, row.start + row.count).map(gridAspect);
  const sum = shapes.reduce((total, shape) => total + shape, 0);
  const space = width - gap * (row.count - 1);
  const scale = Math.min(row.height, space / sum);
  const full = Math.abs(space / sum - row.height) < 1;
  let used = 0;
  return shapes.map((shape, index) => {
    const x = Math.round(used * scale) + index * gap;
    used += shape;
    const end = full && index === shapes.length - 1 ? width : Math.round(used * scale) + index * gap;
    return { x, width: Math.max(1, end - x) };
  });
}
