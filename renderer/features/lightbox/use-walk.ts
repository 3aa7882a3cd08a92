import { useEffect } from 'react';
import { useMediaUrl } from '../../engine/engine-context.tsx';
import { useReportError } from '../../engine/hooks.ts';
import { useAppStore, type OpenPhoto } from '../../state/app-state.tsx';

/** Steps to the neighbours of the open photo; their previews are fetched ahead. */
export function useWalk(shown: OpenPhoto): (step: -1 | 1) => void {
  const store = useAppStore();
  const url = useMediaUrl();
  const report = useReportError();
  const { sequence, index } = shown;
  useEffect(() => {
    for (const near of [index + 1, index - 1]) {
      const photo = sequence.photoAt(near);
      if (photo?.state === 'ready') new Image().src = url(photo, 'preview');
    }
  });
  return (step) => {
    const next = index + step;
    if (next < 0 || next >= sequence.count) return;
    sequence
      .load(next)
      .then((photo) => {
        const still = store.get().lightbox;
        if (photo !== undefined && still?.index === index) store.set({ lightbox: { photo, index: next, sequence } });
      })
      .catch(report);
  };
}
