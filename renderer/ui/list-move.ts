/** The item that a key leads to in a list of `count` items, or null where the key moves nothing. */
export function listMove(from: number, key: string, count: number): number | null {
  if (count === 0) return null;
  const to = { ArrowDown: from + 1, ArrowUp: from - 1, Home: 0, End: count - 1 }[key];
  return to === undefined ? null : Math.min(count - 1, Math.max(0, to));
}
