import { useRef, useState, type PointerEvent, type ReactNode } from 'react';
import { en } from '../../text/en.ts';
import { sectionAt } from './grid-layout.ts';
import { yearMarks, type YearMark } from './scrubber-marks.ts';
import type { GridWindow } from './use-grid-window.ts';

const labelPx = 22;

/** Years along the right edge: press or drag to travel through the timeline. */
export function Scrubber({ grid }: { grid: GridWindow }): ReactNode {
  const { layout, height } = grid;
  const marks = yearMarks(layout, labelPx / Math.max(1, height - 24));
  const { dragged, handlers } = useTravel(grid, marks);
  if (layout.height <= height * 1.5) return null;
  const here = marks.findLast((mark) => mark.scrollTop <= grid.scrollTop + 60);
  return (
    <nav className="scrubber" aria-label={en.grid.years} {...handlers}>
      {marks.map((mark) => (
        <button
          key={mark.year}
          type="button"
          className="scrubber-year numbers"
          aria-label={en.grid.goToYear(mark.year)}
          aria-current={mark === here ? 'true' : undefined}
          data-year={mark.year}
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

/** A press on a year goes to where it begins; elsewhere, and while dragging, to that share of the timeline. */
function useTravel({ layout, scrollTo }: GridWindow, marks: readonly YearMark[]) {
  const pressed = useRef(0);
  const [dragged, setDragged] = useState<number | null>(null);
  const travel = (share: number): void => {
    setDragged(share);
    scrollTo(share * layout.height);
  };
  const shareAt = (event: PointerEvent): number => {
    const box = event.currentTarget.getBoundingClientRect();
    return Math.min(1, Math.max(0, (event.clientY - box.top) / box.height));
  };
  const end = (): void => setDragged(null);
  const handlers = {
    onPointerDown: (event: PointerEvent): void => {
      event.currentTarget.setPointerCapture(event.pointerId);
      pressed.current = event.clientY;
      travel(pressedYear(event, marks)?.share ?? shareAt(event));
    },
    onPointerMove: (event: PointerEvent): void => {
      if (dragged === null || Math.abs(event.clientY - pressed.current) < steadyPx) return;
      pressed.current = Number.NEGATIVE_INFINITY;
      travel(shareAt(event));
    },
    onPointerUp: end,
    onPointerCancel: end,
  };
  return { dragged, handlers };
}

/** A press that moves less than this stays on the year it began on. */
const steadyPx = 4;

function pressedYear(event: PointerEvent, marks: readonly YearMark[]): YearMark | undefined {
  const label = event.target instanceof Element ? event.target.closest<HTMLElement>('[data-year]') : null;
  return marks.find(({ year }) => year === label?.dataset['year']);
}
