/** The text without [start, end), its spaces tidied. */
export function removeRange(text: string, start: number, end: number): string {
  return `${text.slice(0, start)} ${text.slice(end)}`.replaceAll(/\s+/g, ' ').trim();
}

/** A piece of the text, marked where it could not be understood. */
export interface TextPiece {
  readonly text: string;
  readonly marked: boolean;
  readonly start: number;
}

/** Cuts the text at the given ranges; overlapping ranges are marked once. */
export function markRanges(text: string, ranges: readonly { start: number; end: number }[]): TextPiece[] {
  const pieces: TextPiece[] = [];
  let at = 0;
  const add = (end: number, marked: boolean): void => {
    if (end > at) pieces.push({ text: text.slice(at, end), marked, start: at });
    at = Math.max(at, end);
  };
  for (const { start, end } of ranges.toSorted((a, b) => a.start - b.start)) {
    add(Math.min(start, text.length), false);
    add(Math.min(end, text.length), true);
  }
  add(text.length, false);
  return pieces;
}
