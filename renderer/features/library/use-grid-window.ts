import { useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState, type RefObject } from 'react';
import { anchorAt, layoutGrid, scrollTopOf, type GridLayout, type GridSection } from './grid-layout.ts';

/** What of the grid is on the screen. */
export interface GridWindow {
  readonly layout: GridLayout;
  readonly scrollTop: number;
  readonly height: number;
  scrollTo(top: number): void;
  /** The strip that is on the screen at this very moment. */
  strip(): { top: number; bottom: number };
  focusCell(index: number): void;
}

interface GridWindowOptions {
  readonly sections: readonly GridSection[];
  readonly rowHeight: number;
  /** A change of this key goes back to the top. */
  readonly resetKey: string;
}

const gap = 4;
/** Redrawing every so many pixels is enough, since rows beyond the edge are drawn too. */
const stepPx = 60;

/** Lays the grid out for its width and follows its scrolling; the photo at the top stays there when photos come or go. */
export function useGridWindow({ sections, rowHeight, resetKey }: GridWindowOptions): {
  ref: RefObject<HTMLDivElement | null>;
  grid: GridWindow;
} {
  const scroller = useRef<HTMLDivElement>(null);
  const size = useContentSize(scroller);
  const [scrollTop, setScrollTop] = useState(0);
  const layout = useMemo(
    () => layoutGrid(sections, { width: size.width, rowHeight, gap }),
    [sections, size.width, rowHeight],
  );

  useEffect(() => {
    const element = scroller.current;
    if (element === null) return undefined;
    const follow = (): void => setScrollTop(Math.floor(element.scrollTop / stepPx) * stepPx);
    element.addEventListener('scroll', follow, { passive: true });
    return () => element.removeEventListener('scroll', follow);
  }, []);

  const shown = useRef({ layout, resetKey });
  useLayoutEffect(() => {
    const element = scroller.current;
    const before = shown.current;
    shown.current = { layout, resetKey };
    if (element === null || before.layout === layout) return;
    if (before.resetKey !== resetKey) element.scrollTop = 0;
    else if (element.scrollTop > 0) keepPlace(element, before.layout, layout);
  }, [layout, resetKey]);

  const scrollTo = useCallback((top: number) => scroller.current?.scrollTo({ top }), []);
  const strip = useCallback(() => {
    const top = scroller.current?.scrollTop ?? 0;
    return { top, bottom: top + (scroller.current?.clientHeight ?? 0) };
  }, []);
  const focusCell = useCallback((index: number) => {
    scroller.current?.querySelector<HTMLElement>(`[data-index="${index}"]`)?.focus({ preventScroll: true });
  }, []);
  return { ref: scroller, grid: { layout, scrollTop, height: size.height, scrollTo, strip, focusCell } };
}

function keepPlace(element: HTMLElement, before: GridLayout, after: GridLayout): void {
  const anchor = anchorAt(before, element.scrollTop);
  const top = anchor === null ? null : scrollTopOf(after, anchor);
  if (top !== null && Math.abs(top - element.scrollTop) > 1) element.scrollTop = top;
}

/** Width inside the padding and height of an element, followed as it changes. */
function useContentSize(ref: RefObject<HTMLElement | null>): { width: number; height: number } {
  const [size, setSize] = useState({ width: 0, height: 0 });
  useLayoutEffect(() => {
    const element = ref.current;
    if (element === null) return undefined;
    const observer = new ResizeObserver(([entry]) => {
      if (entry === undefined) return;
      const width = Math.floor(entry.contentRect.width);
      setSize({ width, height: element.clientHeight });
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, [ref]);
  return size;
}
