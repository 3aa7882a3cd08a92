import type { z } from 'zod';
import type { Region } from '../../inference/contract.ts';

type FoundRegion = z.output<typeof Region>;

/** What was found, counted by name: `2 dogs`, `a ball`. */
export function describeDetected(regions: readonly FoundRegion[]): string {
  if (regions.length === 0) return 'It names nothing in this photo.';
  const counts = new Map<string, number>();
  for (const { label } of regions) counts.set(label, (counts.get(label) ?? 0) + 1);
  const things = [...counts].map(([label, count]) => (count === 1 ? label : `${count} × ${label}`));
  return `${joinWords(things)}.`;
}

/** Where something is, in words, for those who do not see the boxes. */
export function describeGrounded(regions: readonly FoundRegion[], phrase: string): string {
  if (regions.length === 0) return `It finds no “${phrase}” in this photo.`;
  const places = [...new Set(regions.map(placeOf))];
  const count = regions.length === 1 ? `“${phrase}” is` : `${regions.length} boxes fit “${phrase}”:`;
  return `${count} ${joinWords(places)}.`;
}

/** A third of the photo each way. */
export function placeOf({ left, top, right, bottom }: FoundRegion): string {
  const across = ['on the left', '', 'on the right'][third((left + right) / 2)]!;
  const down = ['at the top', '', 'at the bottom'][third((top + bottom) / 2)]!;
  const words = [down, across].filter((word) => word !== '').join(' ');
  return words === '' ? 'in the middle' : words;
}

const third = (share: number): 0 | 1 | 2 => (share < 1 / 3 ? 0 : share > 2 / 3 ? 2 : 1);

const joinWords = (words: readonly string[]): string =>
  words.length < 2 ? (words[0] ?? '') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)!}`;
