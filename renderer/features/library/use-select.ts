import { useReportError } from '../../engine/hooks.ts';
import { useAppStore } from '../../state/app-state.tsx';
import { en } from '../../text/en.ts';
import { showToast } from '../../ui/toasts.tsx';
import type { PhotoSource } from './photo-source.ts';
import { extend, toggle, toggleAll } from './selection.ts';

/** As many photos as one action of the engine takes. */
export const mostSelected = 10_000;

/** Ways to choose photos of a source; ranges load what they need first. */
export function useSelect(source: PhotoSource) {
  const store = useAppStore();
  const report = useReportError();

  const chooseRange = (start: number, end: number, choose: typeof extend): void => {
    source
      .loadRange(start, Math.min(end, start + mostSelected))
      .then((photos) => {
        const photoIds = photos.map((photo) => photo.photoId);
        store.set(({ selection }) => ({ selection: choose(selection, photoIds) }));
      })
      .catch(report);
  };
  const limited = (start: number, end: number, choose: typeof extend): void => {
    if (end - start > mostSelected) showToast(store, en.grid.selectedMost(mostSelected));
    chooseRange(start, end, choose);
  };

  return {
    toggle: (index: number): void => {
      const photo = source.photoAt(index);
      if (photo !== undefined) store.set(({ selection }) => ({ selection: toggle(selection, photo.photoId) }));
    },
    /** Chooses everything from the anchor (or `from`, where there is none) to `index`. */
    extendTo: (index: number, from?: number): void => {
      const anchor = findAnchor(source, store.get().selection.anchor, index) ?? from ?? index;
      chooseRange(Math.min(anchor, index), Math.max(anchor, index) + 1, extend);
    },
    /** Chooses the photos under one heading, or none of them where all are chosen. */
    toggleAll: (start: number, end: number): void => limited(start, end, toggleAll),
    all: (): void => limited(0, source.count, extend),
  };
}

/** The loaded place of a photo, looked for outwards from `near`. */
function findAnchor(source: PhotoSource, photoId: string | null, near: number): number | null {
  if (photoId === null) return null;
  const matches = (index: number): boolean => source.photoAt(index)?.photoId === photoId;
  for (let distance = 0; distance < mostSelected && distance <= source.count; distance++) {
    if (matches(near - distance)) return near - distance;
    if (matches(near + distance)) return near + distance;
  }
  return null;
}
