import { ChevronLeft, ChevronRight } from 'lucide-react';
import { useRef, useState, type ReactNode } from 'react';
import { useApp, type OpenPhoto } from '../../state/app-state.tsx';
import { en } from '../../text/en.ts';
import { IconButton } from '../../ui/button.tsx';
import { useModal } from '../../ui/use-modal.ts';
import { InfoDrawer } from './info-drawer.tsx';
import { LightboxBar } from './lightbox-bar.tsx';
import { LightboxPhoto } from './lightbox-photo.tsx';
import { lightboxKeys, useLightboxActions } from './use-lightbox-actions.ts';
import { usePanZoom } from './use-pan-zoom.ts';
import './lightbox.css';

/** One photo over the whole window, while one is open. */
export function Lightbox(): ReactNode {
  const shown = useApp((state) => state.lightbox);
  return shown === null ? null : <OpenLightbox shown={shown} />;
}

function OpenLightbox({ shown }: { shown: OpenPhoto }): ReactNode {
  const ref = useModal();
  const frame = useRef<HTMLDivElement>(null);
  const [info, setInfo] = useState(false);
  const { photo } = shown;
  const panZoom = usePanZoom(frame, photo);
  const actions = useLightboxActions(shown);
  const toggleInfo = (): void => setInfo((open) => !open);
  return (
    <dialog
      ref={ref}
      className="lightbox"
      tabIndex={-1}
      data-theme="dark"
      data-testid="lightbox"
      data-photo-id={photo.photoId}
      aria-label={en.lightbox.label(photo.name)}
      onKeyDown={lightboxKeys(actions, panZoom, toggleInfo)}
      onCancel={(event) => {
        event.preventDefault();
        actions.close();
      }}
    >
      <LightboxBar shown={shown} actions={actions} info={info} panZoom={panZoom} onInfo={toggleInfo} />
      <div className="lightbox-stage">
        <LightboxPhoto
          photo={photo}
          boxes={shown.sequence.boxesOf?.(photo.photoId) ?? []}
          frame={frame}
          panZoom={panZoom}
        />
        <Steps shown={shown} walk={actions.walk} />
      </div>
      {info ? <InfoDrawer photoId={photo.photoId} onClose={() => setInfo(false)} /> : null}
    </dialog>
  );
}

/** The ways to the photo before and after, where there is one. */
function Steps({ shown, walk }: { shown: OpenPhoto; walk: (step: -1 | 1) => void }): ReactNode {
  const { index, sequence } = shown;
  return (
    <>
      {index > 0 ? (
        <IconButton className="lightbox-step" data-side="left" label={en.lightbox.previous} onClick={() => walk(-1)}>
          <ChevronLeft />
        </IconButton>
      ) : null}
      {index < sequence.count - 1 ? (
        <IconButton className="lightbox-step" data-side="right" label={en.lightbox.next} onClick={() => walk(1)}>
          <ChevronRight />
        </IconButton>
      ) : null}
    </>
  );
}
