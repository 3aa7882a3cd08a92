import { Clock, FileWarning } from 'lucide-react';
import { memo, useState, type ReactNode } from 'react';
import type { PhotoSummary } from '../../../app/contract/photo.ts';
import { useMediaUrl } from '../../engine/engine-context.tsx';
import { en } from '../../text/en.ts';
import { ThumbhashPlaceholder } from './thumbhash-placeholder.tsx';

interface PhotoImageProps {
  readonly photo: PhotoSummary;
  /** Why there is no picture, in a few words. */
  readonly problem?: string | undefined;
}

/** A photo's thumbnail over its placeholder; where there is none, a calm box that says why. */
export const PhotoImage = memo(function PhotoImage({ photo, problem }: PhotoImageProps): ReactNode {
  const url = useMediaUrl();
  const [loaded, setLoaded] = useState('');
  const [broken, setBroken] = useState('');
  const address = url(photo, 'grid');
  if (photo.state !== 'ready' || broken === address) {
    const waiting = photo.state === 'pending' || photo.state === 'ready';
    return (
      <span className="photo-blank" data-state={photo.state} aria-hidden>
        {photo.thumbhash === null ? null : <ThumbhashPlaceholder hash={photo.thumbhash} />}
        {waiting ? <Clock aria-hidden /> : <FileWarning aria-hidden />}
        <span className="photo-blank-name">{photo.name}</span>{' '}
        <span>{waiting ? en.grid.pending : (problem ?? en.grid.failed)}</span>
      </span>
    );
  }
  return (
    <>
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
    </>
  );
});
