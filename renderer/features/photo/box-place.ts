import type { PhotoBox } from './photo-box.ts';
import { en } from '../../text/en.ts';

/** Where a box is, in words, by thirds of the photo. */
export function boxPlace({ left, top, right, bottom }: PhotoBox): string {
  return en.chat.place(third((top + bottom) / 2), third((left + right) / 2));
}

const third = (share: number): 0 | 1 | 2 => (share < 1 / 3 ? 0 : share > 2 / 3 ? 2 : 1);
