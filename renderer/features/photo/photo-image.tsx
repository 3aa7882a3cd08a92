import { Clock, FileWarning } from 'lucide-react';
import { memo, useState, type ReactNode } from 'react';
import type { PhotoSummary } from '../../../app/contract/photo.ts';
import { useMediaUrl } from '../../engine/engine-context.tsx';
import { en } from '../../text/en.ts';
import { ThumbhashPlaceholder } from './thumbhash-placeholder.tsx';
import './photo.css';

interface PhotoImageProps {
  readonly photo: PhotoSummary;
  /** Why there is no picture, in a few words. */
  readonly problem?: string | undefined;
}

/** A photo's thumbnail, which fills its box over its placeholder; where there is none, a calm box that says why. */
export const PhotoImage = memo(function PhotoImage({ photo, problem }: PhotoImageProps): ReactNode {
  const url = useMediaUrl();
  const [loaded, setLoaded] = useState('');
  const [broken, setBroken] = useState('');
  const address = url(photo, 'grid');
  if (photo.state !== 'ready' || broken === address) return <NoPicture photo={photo} problem={problem} />;
  return (
    <span className="photo-image">
      {photo.thumbhash === null || loaded === address ? null : <ThumbhashPlaceholder hash={photo.thumbhash} />}
      <img
        src={address}
        alt=""
        draggable={false}
        decoding="async"
        data-loaded={loaded === address || undefined}
        onLoad={() => setLoaded(address)}
        onError={() => setBroken(address)}
      />
    </span>
  );
});

function NoPicture({ photo, problem }: PhotoImageProps): ReactNode {
  const waiting = photo.state === 'pending' || photo.state === 'ready';
  const words = waiting ? en.grid.pending : (problem ?? en.grid.failed);
  return (
    <span className="photo-image" title={en.grid.noPicture(photo.name, words)} aria-hidden>
      <span className="photo-blank" data-state={photo.state}>
        {photo.thumbhash === null ? null : <ThumbhashPlaceholder hash={photo.thumbhash} />}
        {waiting ? <Clock /> : <FileWarning />}
        <span className="photo-blank-words">
          <span className="photo-blank-name">{photo.name}</span> <span>{words}</span>
        </span>
      </span>
    </span>
  );
}
