import { useRef, useState, type PointerEvent, type ReactNode } from 'react';
import { en } from '../../text/en.ts';
import { sectionAt } from './grid-layout.ts';
import { yearMarks } from './scrubber-marks.ts';
import type { GridWindow } from './use-grid-window.ts';

const labelPx = 22;

/** Years along the right edge: press or drag to travel through the timeline. */
export function Scrubber({ grid }: { grid: GridWindow }): ReactNode {
  const track = useRef<HTMLElement>(null);
  const [dragged, setDragged] = useState<number | null>(null);
  const { layout, height } = grid;
  if (layout.height <= height * 1.5) return null;
  const marks = yearMarks(layout, labelPx / Math.max(1, height - 24));
  const here = sectionAt(layout, grid.scrollTop + 60)?.key.slice(0, 4);

  const travel = (event: PointerEvent): void => {
    const box = track.current?.getBoundingClientRect();
    if (box === undefined) return;
    const share = Math.min(1, Math.max(0, (event.clientY - box.top) / box.height));
    setDragged(share);
    grid.scrollTo(share * layout.height);
  };
  return (
    <nav
      ref={track}
      className="scrubber"
      aria-label={en.grid.years}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        travel(event);
      }}
      onPointerMove={(event) => (dragged === null ? undefined : travel(event))}
      onPointerUp={() => setDragged(null)}
      onPointerCancel={() => setDragged(null)}
    >
      {marks.map((mark) => (
        <button
          key={mark.year}
          type="button"
          className="scrubber-year numbers"
          aria-label={en.grid.goToYear(mark.year)}
          aria-current={mark.year === here ? 'true' : undefined}
          style={{ top: `${mark.share * 100}%` }}
          onClick={(event) => (event.detail === 0 ? grid.scrollTo(mark.scrollTop) : undefined)}
        >
          {mark.year}
        </button>
      ))}
      {dragged === null ? null : (
        <span className="scrubber-here" style={{ top: `${dragged * 100}%` }} aria-hidden>
          {sectionAt(layout, dragged * layout.height)?.title}
        </span>
      )}
    </nav>
  );
}
