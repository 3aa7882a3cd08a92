import { neighbourRow, rowOf, type GridLayout } from './grid-layout.ts';

/** The photo that a key leads to, or null where the key moves nothing. */
export function gridMove(layout: GridLayout, from: number, key: string, pageHeight: number): number | null {
  const last = layout.photoCount - 1;
  if (last < 0) return null;
  switch (key) {
    case 'ArrowLeft':
      return Math.max(0, from - 1);
    case 'ArrowRight':
      return Math.min(last, from + 1);
    case 'ArrowUp':
      return neighbourRow(layout, from, -1);
    case 'ArrowDown':
      return neighbourRow(layout, from, 1);
    case 'Home':
      return 0;
    case 'End':
      return last;
    case 'PageUp':
      return page(layout, from, -1, pageHeight);
    case 'PageDown':
      return page(layout, from, 1, pageHeight);
    default:
      return null;
  }
}

function page(layout: GridLayout, from: number, step: -1 | 1, height: number): number {
  const startTop = rowOf(layout, from)?.top ?? 0;
  let photo = from;
  for (;;) {
    const next = neighbourRow(layout, photo, step);
    const top = rowOf(layout, next)?.top ?? startTop;
    if (next === photo || (Math.abs(top - startTop) > height && photo !== from)) return photo;
    photo = next;
  }
}
