import { Heart, Info, MessageCircle, Minimize2, X, ZoomIn, ZoomOut } from 'lucide-react';
import type { ReactNode } from 'react';
import type { PhotoSummary } from '../../../app/contract/photo.ts';
import type { OpenPhoto } from '../../state/app-state.tsx';
import { en } from '../../text/en.ts';
import { IconButton } from '../../ui/button.tsx';
import { hasPicture } from './has-picture.ts';
import type { LightboxActions } from './use-lightbox-actions.ts';
import { zoomStep, type PanZoom } from './use-pan-zoom.ts';

interface LightboxBarProps {
  readonly shown: OpenPhoto;
  readonly actions: LightboxActions;
  readonly panZoom: PanZoom;
  readonly info: boolean;
  readonly onInfo: () => void;
}

export function LightboxBar(props: LightboxBarProps): ReactNode {
  const { photo, index, sequence } = props.shown;
  return (
    <header className="lightbox-bar">
      <h2 className="ellipsis grow">{photo.name}</h2>
      <span className="quiet numbers">{en.lightbox.position(index + 1, sequence.count)}</span>
      <ZoomButtons photo={photo} panZoom={props.panZoom} />
      <span className="lightbox-divider" />
      <IconButton
        label={en.lightbox.favourite}
        aria-pressed={photo.favourite}
        aria-keyshortcuts="f"
        onClick={props.actions.favourite}
      >
        <Heart fill={photo.favourite ? 'currentColor' : 'none'} />
      </IconButton>
      <IconButton label={en.lightbox.ask} aria-keyshortcuts="c" onClick={props.actions.ask}>
        <MessageCircle />
      </IconButton>
      <IconButton label={en.lightbox.info} aria-pressed={props.info} aria-keyshortcuts="i" onClick={props.onInfo}>
        <Info />
      </IconButton>
      <IconButton label={en.close} onClick={props.actions.close}>
        <X />
      </IconButton>
    </header>
  );
}

function ZoomButtons({ photo, panZoom }: { photo: PhotoSummary; panZoom: PanZoom }): ReactNode {
  const zoomed = panZoom.zoom.scale > 1;
  const blank = !hasPicture(photo);
  return (
    <>
      <IconButton label={en.lightbox.zoomOut} disabled={!zoomed} onClick={() => panZoom.by(1 / zoomStep)}>
        <ZoomOut />
      </IconButton>
      <IconButton label={en.lightbox.zoomIn} disabled={blank} onClick={() => panZoom.by(zoomStep)}>
        <ZoomIn />
      </IconButton>
      <IconButton label={en.lightbox.fit} disabled={!zoomed} onClick={panZoom.reset}>
        <Minimize2 />
      </IconButton>
      <IconButton label={en.lightbox.actual} aria-keyshortcuts="1" disabled={blank} onClick={panZoom.actual}>
        <span className="lightbox-actual">1:1</span>
      </IconButton>
    </>
  );
}
