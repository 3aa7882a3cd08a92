import type { GridLayout } from './grid-layout.ts';

/** A year and where its newest photo stands, as a share of the whole height. */
export interface YearMark {
  readonly year: string;
  readonly share: number;
  readonly scrollTop: number;
}

/** The years of a timeline, newest first, thinned so that labels keep `minimumShare` of the height between them. */
export function yearMarks(layout: GridLayout, minimumShare: number): YearMark[] {
  const marks: YearMark[] = [];
  let year = '';
  for (const section of layout.sections) {
    const next = section.key.slice(0, 4);
    if (next === year) continue;
    year = next;
    const share = layout.height === 0 ? 0 : section.top / layout.height;
    const last = marks.at(-1);
    if (last === undefined || share - last.share >= minimumShare) marks.push({ year, share, scrollTop: section.top });
  }
  return marks;
}
