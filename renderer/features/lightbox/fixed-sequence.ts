import type { PhotoSummary } from '../../../app/contract/photo.ts';
import type { PhotoSequence } from '../../state/app-state.tsx';

/** Photos that are all there already. */
export function fixedSequence(key: string, photos: readonly PhotoSummary[]): PhotoSequence {
  return {
    key,
    count: photos.length,
    photoAt: (index) => photos[index],
    load: (index) => Promise.resolve(photos[index]),
  };
}
