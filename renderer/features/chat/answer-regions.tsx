import type { ReactNode } from 'react';
import type { PhotoRegion } from '../../../app/contract/assistant.ts';
import type { PhotoId } from '../../../app/contract/ids.ts';
import type { PhotoSummary } from '../../../app/contract/photo.ts';
import { regionThirds } from '../../../app/contract/region-thirds.ts';
import { en } from '../../text/en.ts';
import { boxKey } from '../photo/photo-box.ts';
import { PhotoBoxes } from '../photo/photo-boxes.tsx';
import { PhotoImage } from '../photo/photo-image.tsx';
import { useOpenPhoto } from './use-open-photo.ts';

interface AnswerRegionsProps {
  readonly regions: readonly PhotoRegion[];
  readonly photoIds: readonly PhotoId[];
  readonly photos: readonly PhotoSummary[];
}

/** What the model pointed at: boxes over each photo, and the same as a list. */
export function AnswerRegions({ regions, photoIds, photos }: AnswerRegionsProps): ReactNode {
  const open = useOpenPhoto({ photoIds, photos, regions });
  const numbers = [...new Set(regions.map(({ photo }) => photo))];
  return numbers.map((number) => {
    const photo = photos.find(({ photoId }) => photoId === photoIds[number - 1]);
    if (photo === undefined) return null;
    const boxes = regions.filter((region) => region.photo === number);
    return (
      <figure key={number} className="answer-regions" data-testid="answer-regions">
        <div className="answer-region-photo" style={{ aspectRatio: `${photo.width ?? 4} / ${photo.height ?? 3}` }}>
          <button
            type="button"
            className="photo-button"
            aria-label={en.chat.showRegions(number, photo.name)}
            onClick={() => open(number)}
          >
            <PhotoImage photo={photo} />
          </button>
          <PhotoBoxes photo={photo} boxes={boxes} mark="number" />
        </div>
        <figcaption>
          <ol aria-label={en.chat.regions}>
            {boxes.map((box) => (
              <li key={boxKey(box)}>{en.chat.region(box.label, en.chat.place(regionThirds(box)))}</li>
            ))}
          </ol>
        </figcaption>
      </figure>
    );
  });
}
