import type { z } from 'zod';
import { regionThirds } from '../../../app/contract/region-thirds.ts';
import type { Region } from '../../inference/contract.ts';
import { joinWords } from './join-words.ts';

type FoundRegion = z.output<typeof Region>;

/** What was found, counted by name: `2 dogs`, `a ball`. */
export function describeDetected(regions: readonly FoundRegion[]): string {
  if (regions.length === 0) return 'It names nothing in this photo.';
  const counts = new Map<string, number>();
  for (const { label } of regions) counts.set(label, (counts.get(label) ?? 0) + 1);
  const things = [...counts].map(([label, count]) => (count === 1 ? label : `${count} × ${label}`));
  return `It sees ${joinWords(things)}.`;
}

/** Where something is, in words, for those who do not see the boxes. */
export function describeGrounded(regions: readonly FoundRegion[], phrase: string): string {
  if (regions.length === 0) return `It finds no “${phrase}” in this photo.`;
  const places = [...new Set(regions.map(placeOf))];
  const count = regions.length === 1 ? `“${phrase}” is` : `${regions.length} boxes fit “${phrase}”:`;
  return `${count} ${joinWords(places)}.`;
}

function placeOf(region: FoundRegion): string {
  const { across, down } = regionThirds(region);
  const words = [['at the top', '', 'at the bottom'][down], ['on the left', '', 'on the right'][across]];
  return words.join(' ').trim() || 'in the middle';
}
