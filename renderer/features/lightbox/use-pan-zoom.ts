import { useEffect, useRef, useState, type PointerEvent, type RefObject } from 'react';
import type { PhotoSummary } from '../../../app/contract/photo.ts';
import { fitted, keepInside, pixelScales, zoomAt, type Size, type Zoom } from './zoom.ts';

interface Point {
  readonly x: number;
  readonly y: number;
}

interface PanZoomHandlers {
  onPointerDown(event: PointerEvent<HTMLElement>): void;
  onPointerMove(event: PointerEvent<HTMLElement>): void;
  onPointerUp(event: PointerEvent<HTMLElement>): void;
  onPointerCancel(event: PointerEvent<HTMLElement>): void;
  onDoubleClick(event: { clientX: number; clientY: number }): void;
}

export interface PanZoom {
  readonly zoom: Zoom;
  readonly dragging: boolean;
  /** Scales around the middle. */
  by(factor: number): void;
  /** Shows a pixel of the photo on a pixel of the screen. */
  actual(): void;
  reset(): void;
  readonly handlers: PanZoomHandlers;
}

type Frame = RefObject<HTMLElement | null>;

/** How much one press of a button or key scales. */
export const zoomStep = 1.5;
/** A double click shows actual pixels, or this where those are hardly larger than the fitted photo. */
const doubleClickScale = 3;
const hardlyLarger = 1.5;
const centre: Point = { x: 0, y: 0 };

/** Zoom by wheel, pinch and double click, pan by drag; another photo starts fitted. */
export function usePanZoom(frame: Frame, photo: PhotoSummary): PanZoom {
  const view = useZoom(frame, photo);
  const { zoom, zoomTo, reset, actual } = view;
  useWheel(frame, (event) =>
    zoomTo(Math.exp(-event.deltaY * (event.ctrlKey ? 0.01 : 0.002)), fromMiddle(frame, event)),
  );
  const { dragging, presses, handlers } = usePointers(frame, view);
  const onDoubleClick = (event: { clientX: number; clientY: number }): void => {
    // The first of two clicks may have been the one that opened the photo.
    if (presses.current < 2) return;
    if (zoom.scale > 1) reset();
    else zoomTo(actual() < hardlyLarger ? doubleClickScale : actual(), fromMiddle(frame, event));
  };
  return {
    zoom,
    dragging,
    by: (factor) => zoomTo(factor, centre),
    actual: () => zoomTo(actual() / zoom.scale, centre),
    reset,
    handlers: { ...handlers, onDoubleClick },
  };
}

interface ZoomView {
  readonly zoom: Zoom;
  /** The scale of actual pixels. */
  actual(): number;
  zoomTo(factor: number, point: Point): void;
  moveBy(x: number, y: number): void;
  reset(): void;
}

/** How the photo stands in its frame, kept from one change to the next and never outside. */
function useZoom(frame: Frame, photo: PhotoSummary): ZoomView {
  const key = photo.photoId;
  const [state, setState] = useState({ key, zoom: fitted });
  const size = { width: photo.width ?? 1600, height: photo.height ?? 1200 };
  const measure = (): Size => frame.current?.getBoundingClientRect() ?? { width: 1, height: 1 };
  const scales = () => pixelScales(measure(), size, devicePixelRatio);
  const change = (next: (now: Zoom) => Zoom): void =>
    setState((before) => {
      const now = before.key === key ? before.zoom : fitted;
      return { key, zoom: keepInside(next(now), measure(), size) };
    });
  return {
    zoom: state.key === key ? state.zoom : fitted,
    actual: () => scales().actual,
    zoomTo: (factor, point) => change((now) => zoomAt(now, factor, point, scales().largest)),
    moveBy: (x, y) => change((now) => ({ ...now, x: now.x + x, y: now.y + y })),
    reset: () => setState({ key, zoom: fitted }),
  };
}

/** One pointer drags the photo, two pinch it. */
function usePointers(frame: Frame, { zoomTo, moveBy }: ZoomView) {
  const pointers = useRef(new Map<number, Point>());
  const presses = useRef(0);
  const [dragging, setDragging] = useState(false);
  const onPointerDown = (event: PointerEvent<HTMLElement>): void => {
    if (event.button !== 0) return;
    presses.current += 1;
    event.currentTarget.setPointerCapture(event.pointerId);
    pointers.current.set(event.pointerId, fromMiddle(frame, event));
    setDragging(true);
  };
  const onPointerMove = (event: PointerEvent<HTMLElement>): void => {
    const before = pointers.current.get(event.pointerId);
    if (before === undefined) return;
    const after = fromMiddle(frame, event);
    const other = [...pointers.current].find(([id]) => id !== event.pointerId)?.[1];
    pointers.current.set(event.pointerId, after);
    if (other === undefined) moveBy(after.x - before.x, after.y - before.y);
    else zoomTo(distance(after, other) / Math.max(1, distance(before, other)), middle(after, other));
  };
  const release = (event: PointerEvent<HTMLElement>): void => {
    pointers.current.delete(event.pointerId);
    setDragging(pointers.current.size > 0);
  };
  const handlers = { onPointerDown, onPointerMove, onPointerUp: release, onPointerCancel: release };
  return { dragging, presses, handlers };
}

/** A point of the window, in pixels off the middle of the frame. */
function fromMiddle(frame: Frame, point: { clientX: number; clientY: number }): Point {
  const box = frame.current?.getBoundingClientRect() ?? new DOMRect();
  return { x: point.clientX - box.x - box.width / 2, y: point.clientY - box.y - box.height / 2 };
}

const distance = (a: Point, b: Point): number => Math.hypot(a.x - b.x, a.y - b.y);
const middle = (a: Point, b: Point): Point => ({ x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 });

/** React listens to the wheel passively, which could not keep the page from zooming. */
function useWheel(frame: Frame, onWheel: (event: WheelEvent) => void): void {
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
