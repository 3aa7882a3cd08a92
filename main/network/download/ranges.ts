/** Bytes from `start` to before `end`. */
export interface ByteRange {
  readonly start: number;
  readonly end: number;
}

/** The same bytes in ascending ranges that do not touch. */
export function mergeRanges(ranges: readonly ByteRange[]): ByteRange[] {
  const merged: ByteRange[] = [];
  for (const { start, end } of ranges.toSorted((left, right) => left.start - right.start)) {
    const last = merged.at(-1);
    if (last !== undefined && start <= last.end) merged[merged.length - 1] = { ...last, end: Math.max(last.end, end) };
    else merged.push({ start, end });
  }
  return merged;
}

export const countBytes = (ranges: readonly ByteRange[]): number =>
  mergeRanges(ranges).reduce((sum, { start, end }) => sum + end - start, 0);

/** What of the first `bytes` bytes is not among `present`, in pieces of at most `pieceBytes`. */
export function missingPieces(
  present: readonly ByteRange[],
  { bytes, pieceBytes }: { bytes: number; pieceBytes: number },
): ByteRange[] {
  const pieces: ByteRange[] = [];
  let at = 0;
  for (const { start, end } of [...mergeRanges(present), { start: bytes, end: bytes }]) {
    for (; at < start; at += pieceBytes) pieces.push({ start: at, end: Math.min(start, at + pieceBytes) });
    at = end;
  }
  return pieces;
}
