import type { PhotoRegion } from './assistant.ts';

export type Third = 0 | 1 | 2;

/** In which third of the photo, from its upper left corner, the middle of a box is. */
export function regionThirds({ left, top, right, bottom }: Omit<PhotoRegion, 'photo' | 'label'>): {
  readonly across: Third;
  readonly down: Third;
} {
  return { across: third((left + right) / 2), down: third((top + bottom) / 2) };
}

const third = (share: number): Third => (share < 1 / 3 ? 0 : share > 2 / 3 ? 2 : 1);
