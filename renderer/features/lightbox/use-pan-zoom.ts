import { useEffect, useRef, useState, type PointerEvent, type RefObject } from 'react';
import { fitted, keepInside, zoomAt, type Size, type Zoom } from './zoom.ts';

interface Point {
  readonly x: number;
  readonly y: number;
}

export interface PanZoom {
  readonly zoom: Zoom;
  readonly dragging: boolean;
  /** Scales around the middle. */
  by(factor: number): void;
  reset(): void;
  readonly handlers: {
    onPointerDown(event: PointerEvent<HTMLElement>): void;
    onPointerMove(event: PointerEvent<HTMLElement>): void;
    onPointerUp(event: PointerEvent<HTMLElement>): void;
    onPointerCancel(event: PointerEvent<HTMLElement>): void;
    onDoubleClick(event: { clientX: number; clientY: number }): void;
  };
}

const doubleClickScale = 3;

/** Zoom by wheel, pinch and double click, pan by drag; `key` names the photo, another one starts fitted. */
export function usePanZoom(frame: RefObject<HTMLElement | null>, photo: Size, key: string): PanZoom {
  const [state, setState] = useState({ key, zoom: fitted });
  const zoom = state.key === key ? state.zoom : fitted;
  const pointers = useRef(new Map<number, Point>());
  const presses = useRef(0);
  const [dragging, setDragging] = useState(false);
  const { width, height } = photo;

  const change = (next: (now: Zoom) => Zoom): void =>
    setState((before) => {
      const box = frame.current?.getBoundingClientRect() ?? { width: 1, height: 1 };
      const now = before.key === key ? before.zoom : fitted;
      return { key, zoom: keepInside(next(now), box, { width, height }) };
    });
  const fromMiddle = (point: { clientX: number; clientY: number }): Point => {
    const box = frame.current?.getBoundingClientRect() ?? new DOMRect();
    return { x: point.clientX - box.x - box.width / 2, y: point.clientY - box.y - box.height / 2 };
  };
  const zoomTo = (factor: number, point: Point): void => change((now) => zoomAt(now, factor, point));
  useWheel(frame, (event) => zoomTo(Math.exp(-event.deltaY * (event.ctrlKey ? 0.01 : 0.002)), fromMiddle(event)));

  const move = (event: PointerEvent<HTMLElement>): void => {
    const before = pointers.current.get(event.pointerId);
    if (before === undefined) return;
    const after = fromMiddle(event);
    const other = [...pointers.current].find(([id]) => id !== event.pointerId)?.[1];
    pointers.current.set(event.pointerId, after);
    if (other === undefined)
      change((now) => ({ ...now, x: now.x + after.x - before.x, y: now.y + after.y - before.y }));
    else zoomTo(distance(after, other) / Math.max(1, distance(before, other)), middle(after, other));
  };
  const release = (event: PointerEvent<HTMLElement>): void => {
    pointers.current.delete(event.pointerId);
    setDragging(pointers.current.size > 0);
  };
  return {
    zoom,
    dragging,
    by: (factor) => zoomTo(factor, { x: 0, y: 0 }),
    reset: () => setState({ key, zoom: fitted }),
    handlers: {
      onPointerDown: (event) => {
        if (event.button !== 0) return;
        presses.current += 1;
        event.currentTarget.setPointerCapture(event.pointerId);
        pointers.current.set(event.pointerId, fromMiddle(event));
        setDragging(true);
      },
      onPointerMove: move,
      onPointerUp: release,
      onPointerCancel: release,
      onDoubleClick: (event) => {
        // The first of two clicks may have been the one that opened the photo.
        if (presses.current < 2) return;
        if (zoom.scale > 1) setState({ key, zoom: fitted });
        else zoomTo(doubleClickScale, fromMiddle(event));
      },
    },
  };
}

const distance = (a: Point, b: Point): number => Math.hypot(a.x - b.x, a.y - b.y);
const middle = (a: Point, b: Point): Point => ({ x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 });

/** React listens to the wheel passively, which could not keep the page from zooming. */
function useWheel(frame: RefObject<HTMLElement | null>, onWheel: (event: WheelEvent) => void): void {
  const latest = useRef(onWheel);
  useEffect(() => {
    latest.current = onWheel;
  });
  useEffect(() => {
    const element = frame.current;
    if (element === null) return undefined;
    const listen = (event: WheelEvent): void => {
      event.preventDefault();
      latest.current(event);
    };
    element.addEventListener('wheel', listen, { passive: false });
    return () => element.removeEventListener('wheel', listen);
  }, [frame]);
}
