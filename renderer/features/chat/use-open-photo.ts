import type { PhotoRegion } from '../../../app/contract/assistant.ts';
import type { PhotoId } from '../../../app/contract/ids.ts';
import type { PhotoSummary } from '../../../app/contract/photo.ts';
import { useAppStore } from '../../state/app-state.tsx';
import { fixedSequence } from '../lightbox/fixed-sequence.ts';

interface AnswerPhotos {
  /** The photos that `[photo N]` counts. */
  readonly photoIds: readonly PhotoId[];
  readonly photos: readonly PhotoSummary[];
  /** Drawn over them. */
  readonly regions?: readonly PhotoRegion[];
}

/** Opens the photo with this number, counted from 1, among those of the message. */
export function useOpenPhoto({ photoIds, photos, regions = [] }: AnswerPhotos): (number: number) => void {
  const store = useAppStore();
  return (number) => {
    const known = photoIds.flatMap((id) => photos.find(({ photoId }) => photoId === id) ?? []);
    const index = known.findIndex(({ photoId }) => photoId === photoIds[number - 1]);
    const photo = known[index];
    if (photo === undefined) return;
    const boxesOf = (photoId: PhotoId) => regions.filter((region) => photoIds[region.photo - 1] === photoId);
    store.set({ lightbox: { photo, index, sequence: { ...fixedSequence('chat', known), boxesOf } } });
  };
}
