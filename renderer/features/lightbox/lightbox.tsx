import { ChevronLeft, ChevronRight } from 'lucide-react';
import { useRef, useState, type KeyboardEvent, type ReactNode } from 'react';
import { useSetFavourite } from '../../engine/hooks.ts';
import { useApp, useAppStore, type OpenPhoto } from '../../state/app-state.tsx';
import { en } from '../../text/en.ts';
import { IconButton } from '../../ui/button.tsx';
import { useModal } from '../../ui/use-modal.ts';
import { startConversation } from '../chat/chat-actions.ts';
import { InfoDrawer } from './info-drawer.tsx';
import { LightboxBar } from './lightbox-bar.tsx';
import { LightboxPhoto } from './lightbox-photo.tsx';
import { usePanZoom } from './use-pan-zoom.ts';
import { useWalk } from './use-walk.ts';
import './lightbox.css';

/** One photo over the whole window, while one is open. */
export function Lightbox(): ReactNode {
  const shown = useApp((state) => state.lightbox);
  return shown === null ? null : <OpenLightbox shown={shown} />;
}

const step = 1.5;

function OpenLightbox({ shown }: { shown: OpenPhoto }): ReactNode {
  const store = useAppStore();
  const ref = useModal();
  const frame = useRef<HTMLDivElement>(null);
  const [info, setInfo] = useState(false);
  const { photo } = shown;
  const size = { width: photo.width ?? 1600, height: photo.height ?? 1200 };
  const panZoom = usePanZoom(frame, size, photo.photoId);
  const walk = useWalk(shown);
  const { mutate: setFavourite } = useSetFavourite();

  const close = (): void => store.set({ lightbox: null });
  const ask = (): void => {
    close();
    startConversation(store, [photo.photoId]);
  };
  const favourite = (): void => {
    setFavourite({ photoIds: [photo.photoId], favourite: !photo.favourite });
    store.set({ lightbox: { ...shown, photo: { ...photo, favourite: !photo.favourite } } });
  };
  const actions: Readonly<Record<string, () => void>> = {
    ArrowLeft: () => walk(-1),
    ArrowRight: () => walk(1),
    '+': () => panZoom.by(step),
    '=': () => panZoom.by(step),
    '-': () => panZoom.by(1 / step),
    '0': panZoom.reset,
    i: () => setInfo((open) => !open),
    c: ask,
    f: favourite,
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    event.stopPropagation();
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const action = actions[event.key];
    if (action === undefined) return;
    event.preventDefault();
    action();
  };
  return (
    <dialog
      ref={ref}
      className="lightbox"
      tabIndex={-1}
      data-theme="dark"
      data-testid="lightbox"
      data-photo-id={photo.photoId}
      aria-label={en.lightbox.label(photo.name)}
      onKeyDown={onKeyDown}
      onCancel={(event) => {
        event.preventDefault();
        close();
      }}
    >
      <LightboxBar
        shown={shown}
        info={info}
        zoomed={panZoom.zoom.scale > 1}
        onZoom={(direction) => panZoom.by(step ** direction)}
        onFit={panZoom.reset}
        onInfo={() => setInfo(!info)}
        onAsk={ask}
        onFavourite={favourite}
        onClose={close}
      />
      <div className="lightbox-stage">
        <LightboxPhoto photo={photo} frame={frame} panZoom={panZoom} />
        {shown.index > 0 ? (
          <IconButton className="lightbox-step" data-side="left" label={en.lightbox.previous} onClick={() => walk(-1)}>
            <ChevronLeft />
          </IconButton>
        ) : null}
        {shown.index < shown.sequence.count - 1 ? (
          <IconButton className="lightbox-step" data-side="right" label={en.lightbox.next} onClick={() => walk(1)}>
            <ChevronRight />
          </IconButton>
        ) : null}
      </div>
      {info ? <InfoDrawer photoId={photo.photoId} onClose={() => setInfo(false)} /> : null}
    </dialog>
  );
}
