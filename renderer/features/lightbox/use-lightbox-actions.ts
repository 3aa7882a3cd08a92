import type { KeyboardEvent } from 'react';
import { useSetFavourite } from '../../engine/hooks.ts';
import { useAppStore, type OpenPhoto } from '../../state/app-state.tsx';
import { startConversation } from '../chat/chat-actions.ts';
import { zoomStep, type PanZoom } from './use-pan-zoom.ts';
import { useWalk } from './use-walk.ts';

export interface LightboxActions {
  close(): void;
  ask(): void;
  favourite(): void;
  walk(step: -1 | 1): void;
}

/** What can be done with the open photo. */
export function useLightboxActions(shown: OpenPhoto): LightboxActions {
  const store = useAppStore();
  const walk = useWalk(shown);
  const { mutate: setFavourite } = useSetFavourite();
  const { photo } = shown;
  const close = (): void => store.set({ lightbox: null });
  return {
    close,
    walk,
    ask: () => {
      close();
      startConversation(store, [photo.photoId]);
    },
    favourite: () => {
      setFavourite({ photoIds: [photo.photoId], favourite: !photo.favourite });
      store.set({ lightbox: { ...shown, photo: { ...photo, favourite: !photo.favourite } } });
    },
  };
}

/** The keys of the lightbox; none of them reaches what is behind it. */
export function lightboxKeys(actions: LightboxActions, panZoom: PanZoom, toggleInfo: () => void) {
  const keys: Readonly<Record<string, () => void>> = {
    ArrowLeft: () => actions.walk(-1),
    ArrowRight: () => actions.walk(1),
    '+': () => panZoom.by(zoomStep),
    '=': () => panZoom.by(zoomStep),
    '-': () => panZoom.by(1 / zoomStep),
    '0': panZoom.reset,
    '1': panZoom.actual,
    i: toggleInfo,
    c: actions.ask,
    f: actions.favourite,
  };
  return (event: KeyboardEvent): void => {
    event.stopPropagation();
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const action = keys[event.key];
    if (action === undefined) return;
    event.preventDefault();
    action();
  };
}
