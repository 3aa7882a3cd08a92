import { FileWarning } from 'lucide-react';
import { useState, type ReactNode, type RefObject } from 'react';
import type { PhotoSummary } from '../../../app/contract/photo.ts';
import { regionThirds } from '../../../app/contract/region-thirds.ts';
import { useMediaUrl } from '../../engine/engine-context.tsx';
import { useFailures } from '../../engine/hooks.ts';
import { en } from '../../text/en.ts';
import { codeText } from '../../text/errors.ts';
import { boxKey, type PhotoBox } from '../photo/photo-box.ts';
import { PhotoBoxes } from '../photo/photo-boxes.tsx';
import { ThumbhashPlaceholder } from '../photo/thumbhash-placeholder.tsx';
import { hasPicture } from './has-picture.ts';
import type { PanZoom } from './use-pan-zoom.ts';

interface LightboxPhotoProps {
  readonly photo: PhotoSummary;
  /** Drawn over it. */
  readonly boxes: readonly PhotoBox[];
  readonly frame: RefObject<HTMLDivElement | null>;
  readonly panZoom: PanZoom;
}

/** The photo, fitted: a preview at once, the full picture over it as soon as one zooms in. */
export function LightboxPhoto({ photo, boxes, frame, panZoom }: LightboxPhotoProps): ReactNode {
  const url = useMediaUrl();
  const [failed, setFailed] = useState('');
  const [loaded, setLoaded] = useState('');
  const { scale, x, y } = panZoom.zoom;
  const address = url(photo, 'preview');
  const blank = failed === address || !hasPicture(photo);
  return (
    <div
      ref={frame}
      className="lightbox-frame"
      data-zoomed={scale > 1 || undefined}
      data-dragging={panZoom.dragging || undefined}
      {...panZoom.handlers}
    >
      {blank ? (
        <NoPicture photo={photo} />
      ) : (
        <div className="lightbox-photo" style={{ transform: `translate(${x}px, ${y}px) scale(${scale})` }}>
          {photo.thumbhash === null || loaded === address ? null : (
            <div className="lightbox-hash" style={{ aspectRatio: `${photo.width ?? 4} / ${photo.height ?? 3}` }}>
              <ThumbhashPlaceholder hash={photo.thumbhash} />
            </div>
          )}
          <img
            key={address}
            src={address}
            alt={photo.name}
            draggable={false}
            onLoad={() => setLoaded(address)}
            onError={() => setFailed(address)}
          />
          {scale > 1 ? <FullPicture key={photo.photoId} address={url(photo, 'full')} /> : null}
          {boxes.length === 0 ? null : <Boxes photo={photo} boxes={boxes} />}
        </div>
      )}
    </div>
  );
}

function Boxes({ photo, boxes }: { photo: PhotoSummary; boxes: readonly PhotoBox[] }): ReactNode {
  return (
    <>
      <PhotoBoxes photo={photo} boxes={boxes} mark="label" />
      <ul className="visually-hidden" aria-label={en.chat.regions}>
        {boxes.map((box) => (
          <li key={boxKey(box)}>{en.chat.region(box.label, en.chat.place(regionThirds(box)))}</li>
        ))}
      </ul>
    </>
  );
}

/** Shown only once it is complete; until then, and where it cannot be had, the preview stays. */
function FullPicture({ address }: { address: string }): ReactNode {
  const [loaded, setLoaded] = useState(false);
  return <img src={address} alt="" draggable={false} hidden={!loaded} onLoad={() => setLoaded(true)} />;
}

function NoPicture({ photo }: { photo: PhotoSummary }): ReactNode {
  const failure = useFailures().data?.failures.find(({ photoId }) => photoId === photo.photoId);
  return (
    <div className="empty">
      <FileWarning aria-hidden />
      <h2>{en.lightbox.blankTitle}</h2>
      <p>
        {photo.state === 'pending' ? en.grid.pending : failure === undefined ? en.grid.failed : codeText(failure.code)}
      </p>
    </div>
  );
}
