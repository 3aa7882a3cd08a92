import { useEffect } from 'react';
import { useEngine } from '../../engine/engine-context.tsx';
import type { PhotoSource } from './photo-source.ts';

const settledMs = 400;

/** Tells the engine which photos on the screen still wait to be read, once the scrolling has come to rest. */
export function usePrioritise(source: PhotoSource, visible: { start: number; end: number }): void {
  const engine = useEngine();
  const { start, end } = visible;
  const waiting = Array.from({ length: end - start }, (_, index) => source.photoAt(start + index))
    .filter((photo) => photo?.state === 'pending')
    .map((photo) => photo!.photoId)
    .slice(0, 500);
  const key = waiting.join(',');
  useEffect(() => {
    if (key === '') return undefined;
    const controller = new AbortController();
    const timer = setTimeout(() => {
      engine.library
        .prioritise({ photoIds: waiting }, { signal: controller.signal })
        .catch((error: unknown) => console.debug('Photos on the screen could not be put first.', error));
    }, settledMs);
    return () => {
      clearTimeout(timer);
      controller.abort();
    };
    // oxlint-disable-next-line react/exhaustive-deps -- `key` stands for `waiting`
  }, [engine, key]);
}
