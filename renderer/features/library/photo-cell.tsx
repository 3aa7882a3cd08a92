import { Check, Heart } from 'lucide-react';
import { memo, type ReactNode } from 'react';
import type { PhotoSummary } from '../../../app/contract/photo.ts';
import { en } from '../../text/en.ts';
import { formatLocalDate } from '../../text/format.ts';
import { PhotoImage } from '../photo/photo-image.tsx';

interface PhotoCellProps {
  readonly index: number;
  readonly column: number;
  readonly photo: PhotoSummary | undefined;
  readonly x: number;
  readonly width: number;
  readonly height: number;
  /** Its place in the selection, counted from 1; 0 where it is not selected. */
  readonly chosen: number;
  readonly tabbable: boolean;
  readonly why: string | undefined;
  readonly problem: string | undefined;
}

/** One photo of the grid; the grid itself listens for clicks and keys. */
export const PhotoCell = memo(function PhotoCell(props: PhotoCellProps): ReactNode {
  const { index, photo, x, width, height, chosen, why } = props;
  return (
    <div
      role="gridcell"
      className="cell"
      tabIndex={props.tabbable ? 0 : -1}
      aria-colindex={props.column + 1}
      aria-selected={chosen > 0}
      aria-label={photo === undefined ? en.loading : describe(photo, why, props.problem)}
      aria-busy={photo === undefined || undefined}
      data-index={index}
      data-photo-id={photo?.photoId}
      draggable={photo !== undefined}
      style={{ transform: `translateX(${x}px)`, width, height }}
    >
      {photo === undefined ? null : <PhotoImage photo={photo} problem={props.problem} />}
      {photo === undefined ? null : <CellMarks photo={photo} chosen={chosen} />}
      {why === undefined ? null : (
        <span className="why" aria-hidden>
          {why}
        </span>
      )}
    </div>
  );
});

function CellMarks({ photo, chosen }: { photo: PhotoSummary; chosen: number }): ReactNode {
  return (
    <>
      <button
        type="button"
        tabIndex={-1}
        className="cell-check"
        data-check
        data-number={chosen > 0 ? chosen : undefined}
        aria-pressed={chosen > 0}
        aria-label={chosen > 0 ? en.grid.deselect(photo.name) : en.grid.select(photo.name)}
      >
        {chosen > 0 ? null : <Check aria-hidden />}
      </button>
      {photo.favourite ? <Heart className="cell-heart" aria-hidden /> : null}
    </>
  );
}

function describe(photo: PhotoSummary, why: string | undefined, problem: string | undefined): string {
  const missing = {
    pending: en.grid.pending,
    ready: null,
    failed: problem ?? en.grid.failed,
    skipped: problem ?? en.grid.failed,
  };
  // The words that are on the screen come first and in the same order, for those who speak them to choose the photo.
  const shown = [photo.name, missing[photo.state]].filter((part) => part !== null).join(' ');
  const parts = [shown, formatLocalDate(photo.takenLocal)];
  if (photo.favourite) parts.push(en.grid.favourite);
  if (why !== undefined) parts.push(why);
  return parts.join(', ');
}
