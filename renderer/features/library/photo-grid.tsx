import { useEffect, useMemo, type ReactNode } from 'react';
import { useFailures } from '../../engine/hooks.ts';
import { useApp } from '../../state/app-state.tsx';
import { codeTitle } from '../../text/errors.ts';
import { GridRows } from './grid-rows.tsx';
import { rowsBetween, sectionOf, sectionsBetween, type GridLayout, type PlacedSection } from './grid-layout.ts';
import type { PhotoSource } from './photo-source.ts';
import { Scrubber } from './scrubber.tsx';
import { numbered } from './selection.ts';
import { useGridInput } from './use-grid-input.ts';
import { useGridWindow } from './use-grid-window.ts';
import { usePrioritise } from './use-prioritise.ts';
import './grid.css';

interface PhotoGridProps {
  readonly label: string;
  readonly source: PhotoSource;
  readonly rowHeight: number;
  readonly resetKey: string;
  readonly state: 'idle' | 'loading';
  readonly scrubber?: boolean;
}

/** How far beyond the edges of the window rows are drawn and photos loaded. */
const drawnPx = 500;

/** Photos in justified rows, drawn only where they are on the screen, with one tab stop and the keys of a grid. */
export function PhotoGrid({ label, source, rowHeight, resetKey, state, scrubber = false }: PhotoGridProps): ReactNode {
  const { ref, grid } = useGridWindow({ sections: source.sections, rowHeight, resetKey });
  const input = useGridInput(source, grid);
  const selection = useApp((app) => app.selection);
  const chosen = useMemo(() => numbered(selection), [selection]);
  const strip = [grid.scrollTop - drawnPx, grid.scrollTop + grid.height + drawnPx] as const;
  const visible = visibleRange(grid.layout, strip);
  const { show } = source;
  useEffect(() => show(visible.start, visible.end), [show, visible.start, visible.end]);
  usePrioritise(source, visible);
  const problems = useProblems(source, visible);
  return (
    <div className="grid-frame" data-scrubber={scrubber || undefined}>
      <div ref={ref} className="grid-scroller" data-testid="grid-scroller">
        <div
          role="grid"
          aria-label={label}
          aria-multiselectable
          aria-rowcount={grid.layout.rowCount}
          data-testid="photo-grid"
          data-state={state}
          data-count={grid.layout.photoCount}
          className="grid"
          style={{ height: grid.layout.height }}
          {...input.handlers}
        >
          {drawnSections(grid.layout, strip, input.focused).map((section) => {
            const shared = { metrics: grid.layout.metrics, strip, source, chosen, focused: input.focused, problems };
            return <GridRows key={section.key} section={section} {...shared} />;
          })}
        </div>
      </div>
      {scrubber ? <Scrubber grid={grid} /> : null}
    </div>
  );
}

type Strip = readonly [from: number, to: number];

/** The sections in the strip and the one with the focus, which must not vanish while it is scrolled away. */
function drawnSections(layout: GridLayout, strip: Strip, focused: number): readonly PlacedSection[] {
  const sections = sectionsBetween(layout, ...strip);
  const holder = sectionOf(layout, focused);
  if (holder === undefined || sections.includes(holder)) return sections;
  return holder.index < (sections[0]?.index ?? 0) ? [holder, ...sections] : [...sections, holder];
}

function visibleRange(layout: GridLayout, strip: Strip): { start: number; end: number } {
  const sections = sectionsBetween(layout, ...strip);
  const [first, last] = [sections[0], sections.at(-1)];
  if (first === undefined || last === undefined) return { start: 0, end: 0 };
  const startRow = first.rows[rowsBetween(first, ...strip)[0]];
  const endRow = last.rows[rowsBetween(last, ...strip)[1] - 1];
  const start = first.first + (startRow?.start ?? 0);
  return { start, end: last.first + (endRow === undefined ? 0 : endRow.start + endRow.count) };
}

/** Short reasons for the photos on the screen that have no picture. */
function useProblems(source: PhotoSource, visible: { start: number; end: number }): ReadonlyMap<string, string> {
  let any = false;
  for (let index = visible.start; index < visible.end && !any; index++) {
    const state = source.photoAt(index)?.state;
    any = state === 'failed' || state === 'skipped';
  }
  const failures = useFailures(any).data?.failures;
  return useMemo(
    () => new Map((failures ?? []).map((failure) => [failure.photoId, codeTitle(failure.code)])),
    [failures],
  );
}
