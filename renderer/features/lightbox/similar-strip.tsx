import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { PhotoId } from '../../../app/contract/ids.ts';
import { useEngine } from '../../engine/engine-context.tsx';
import { keys } from '../../engine/query-keys.ts';
import { useAppStore } from '../../state/app-state.tsx';
import { en } from '../../text/en.ts';
import { PhotoImage } from '../photo/photo-image.tsx';
import { fixedSequence } from './fixed-sequence.ts';

const shown = 12;

/** Photos that look like this one; a click walks on from there. */
export function SimilarStrip({ photoId }: { photoId: PhotoId }): ReactNode {
  const engine = useEngine();
  const store = useAppStore();
  const similar = useQuery({
    queryKey: keys.similar(photoId),
    queryFn: ({ signal }) => engine.search.query({ like: [photoId], limit: shown + 1 }, { signal }),
  });
  if (similar.data === undefined)
    return <p className="quiet">{similar.isError ? en.lightbox.noSimilar : en.loading}</p>;
  const photos = similar.data.hits.map((hit) => hit.photo).filter((photo) => photo.photoId !== photoId);
  if (photos.length === 0) return <p className="quiet">{en.lightbox.noSimilar}</p>;
  const sequence = fixedSequence('similar', photos.slice(0, shown));
  return (
    <ul className="similar">
      {photos.slice(0, shown).map((photo, index) => (
        <li key={photo.photoId}>
          <button
            type="button"
            aria-label={en.lightbox.label(photo.name)}
            onClick={() => store.set({ lightbox: { photo, index, sequence } })}
          >
            <PhotoImage photo={photo} />
          </button>
        </li>
      ))}
    </ul>
  );
}
