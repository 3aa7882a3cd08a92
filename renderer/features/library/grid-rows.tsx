import type { ReactNode } from 'react';
import type { PhotoId } from '../../../app/contract/ids.ts';
import { en } from '../../text/en.ts';
import { cellsOf, rowsBetween, type PlacedSection } from './grid-layout.ts';
import type { GridMetrics, GridRow } from './justified-layout.ts';
import { PhotoCell } from './photo-cell.tsx';
import type { PhotoSource } from './photo-source.ts';

interface GridRowsProps {
  readonly section: PlacedSection;
  readonly metrics: GridMetrics;
  /** The strip of the grid to draw, in pixels. */
  readonly strip: readonly [from: number, to: number];
  readonly source: PhotoSource;
  readonly chosen: ReadonlyMap<PhotoId, number>;
  /** The photo with the tab stop. */
  readonly focused: number;
  readonly problems: ReadonlyMap<string, string>;
}

/** One section: its heading, which stays at the top while the section is on the screen, and the rows in the strip. */
export function GridRows(props: GridRowsProps): ReactNode {
  const { section } = props;
  const [start, end] = rowsBetween(section, ...props.strip);
  return (
    <div
      role="rowgroup"
      aria-label={section.title ?? undefined}
      className="section"
      style={{ top: section.top, left: section.x, width: section.width, height: section.height }}
    >
      {section.title === null ? null : <Heading section={section} shared={section.width < props.metrics.width} />}
      {drawnRows(section, start, end, props.focused).map((index) => (
        <Row key={index} row={section.rows[index]!} index={index} {...props} />
      ))}
    </div>
  );
}

/** The rows in the strip and the one with the focus, which must not vanish while it is scrolled away. */
function drawnRows(section: PlacedSection, start: number, end: number, focused: number): number[] {
  const rows = Array.from({ length: end - start }, (_, index) => start + index);
  const inside = focused - section.first;
  const holder = section.rows.findIndex((row) => row.start <= inside && inside < row.start + row.count);
  return holder === -1 || (holder >= start && holder < end) ? rows : [...rows, holder];
}

function Heading({ section, shared }: { section: PlacedSection; shared: boolean }): ReactNode {
  return (
    <div role="row" className="section-heading">
      <div role="rowheader">
        <h2>
          <button
            type="button"
            tabIndex={-1}
            className="section-select"
            data-section={section.index}
            title={shared ? en.grid.selectDay(section.title ?? '') : en.grid.selectThese}
          >
            {shared ? (section.shortTitle ?? section.title) : section.title}
          </button>
        </h2>
        {section.detail === null ? null : <span className="quiet">{section.detail}</span>}
      </div>
    </div>
  );
}

function Row(props: GridRowsProps & { row: GridRow; index: number }): ReactNode {
  const { section, row, source, metrics } = props;
  const places = cellsOf(section, row, metrics);
  return (
    <div
      role="row"
      aria-rowindex={section.firstRow + props.index + 1}
      className="grid-row"
      style={{ top: section.headingHeight + row.top, height: row.height }}
    >
      {places.map((place, column) => {
        const index = section.first + row.start + column;
        const photo = source.photoAt(index);
        return (
          <PhotoCell
            key={index}
            index={index}
            column={column}
            photo={photo}
            x={place.x}
            width={place.width}
            height={row.height}
            chosen={photo === undefined ? 0 : (props.chosen.get(photo.photoId) ?? 0)}
            tabbable={index === props.focused}
            why={source.whyOf?.(index)}
            problem={photo === undefined ? undefined : props.problems.get(photo.photoId)}
          />
        );
      })}
    </div>
  );
}
