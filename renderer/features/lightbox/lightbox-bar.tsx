import { Heart, Info, MessageCircle, Minimize2, X, ZoomIn, ZoomOut } from 'lucide-react';
import type { ReactNode } from 'react';
import type { OpenPhoto } from '../../state/app-state.tsx';
import { en } from '../../text/en.ts';
import { IconButton } from '../../ui/button.tsx';
import type { LightboxActions } from './use-lightbox-actions.ts';

interface LightboxBarProps {
  readonly shown: OpenPhoto;
  readonly actions: LightboxActions;
  readonly info: boolean;
  readonly zoomed: boolean;
  readonly onZoom: (direction: -1 | 1) => void;
  readonly onFit: () => void;
  readonly onInfo: () => void;
}

export function LightboxBar(props: LightboxBarProps): ReactNode {
  const { photo, index, sequence } = props.shown;
  return (
    <header className="lightbox-bar">
      <h2 className="ellipsis grow">{photo.name}</h2>
      <span className="quiet numbers">{en.lightbox.position(index + 1, sequence.count)}</span>
      <IconButton label={en.lightbox.zoomOut} disabled={!props.zoomed} onClick={() => props.onZoom(-1)}>
        <ZoomOut />
      </IconButton>
      <IconButton label={en.lightbox.zoomIn} onClick={() => props.onZoom(1)}>
        <ZoomIn />
      </IconButton>
      <IconButton label={en.lightbox.fit} disabled={!props.zoomed} onClick={props.onFit}>
        <Minimize2 />
      </IconButton>
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
