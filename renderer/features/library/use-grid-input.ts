import {
  useEffect,
  useLayoutEffect,
  useRef,
  useState,
  type DragEvent,
  type KeyboardEvent,
  type MouseEvent,
} from 'react';
import { useSetFavourite } from '../../engine/hooks.ts';
import { useApp, useAppStore } from '../../state/app-state.tsx';
import { dragPhotos } from '../../state/photo-drag.ts';
import { gridMove } from './grid-keys.ts';
import { rowOf } from './grid-layout.ts';
import type { PhotoSource } from './photo-source.ts';
import { useSelect } from './use-select.ts';
import type { GridWindow } from './use-grid-window.ts';

/** Clicks and keys of the grid, and which photo has its one tab stop. */
export function useGridInput(source: PhotoSource, grid: GridWindow) {
  const store = useAppStore();
  const roving = useRovingFocus(source, grid);
  const select = useSelect(source);
  const { open, favourite } = usePhotoActions(source);

  const onClick = (event: MouseEvent): void => {
    const section = grid.layout.sections[numberOf(event.target, 'section') ?? -1];
    if (section !== undefined) return select.toggleAll(section.first, section.first + section.aspects.length);
    const index = numberOf(event.target, 'index');
    if (index === null) return;
    roving.focus(index);
    const check = event.target instanceof Element && event.target.closest('[data-check]') !== null;
    if (event.shiftKey) select.extendTo(index);
    else if (check || event.ctrlKey || event.metaKey) select.toggle(index);
    else open(index);
  };
  const onKeyDown = gridKeys(grid, roving, { ...select, open, favourite });
  const onDragStart = (event: DragEvent): void => {
    const photo = source.photoAt(numberOf(event.target, 'index') ?? -1);
    if (photo !== undefined) dragPhotos(event.dataTransfer, photo.photoId, store.get().selection.ids);
  };
  return { focused: roving.focused, handlers: { onClick, onKeyDown, onDragStart } };
}

/** What Enter and f do with the photo at a place. */
function usePhotoActions(source: PhotoSource) {
  const store = useAppStore();
  const { mutate: setFavourite } = useSetFavourite();
  return {
    open: (index: number): void => {
      const photo = source.photoAt(index);
      if (photo !== undefined) store.set({ lightbox: { photo, index, sequence: source } });
    },
    favourite: (index: number): void => {
      const photo = source.photoAt(index);
      if (photo !== undefined) setFavourite({ photoIds: [photo.photoId], favourite: !photo.favourite });
    },
  };
}

type GridActions = ReturnType<typeof useSelect> & ReturnType<typeof usePhotoActions>;

/** Keys that move, select and open; all others pass through. */
function gridKeys(grid: GridWindow, { focused, focus }: ReturnType<typeof useRovingFocus>, actions: GridActions) {
  return (event: KeyboardEvent): void => {
    if (event.altKey || !(event.target instanceof Element) || event.target.closest('[role=gridcell]') === null) return;
    const command = event.ctrlKey || event.metaKey;
    if (command && event.key.toLowerCase() !== 'a') return;
    const next = gridMove(grid.layout, focused, event.key, grid.height);
    if (next !== null) {
      focus(next);
      if (event.shiftKey) actions.extendTo(next, focused);
    } else if (command) actions.all();
    else if (event.key === 'Enter') actions.open(focused);
    else if (event.key === ' ') actions.toggle(focused);
    else if (event.key === 'f') actions.favourite(focused);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
}

/** The number of the photo or the heading that was hit. */
function numberOf(target: EventTarget, name: 'index' | 'section'): number | null {
  const element = target instanceof Element ? target.closest<HTMLElement>(`[data-${name}]`) : null;
  return element === null ? null : Number(element.dataset[name]);
}

/** The one photo that Tab reaches; moving it scrolls it into view and takes the focus along. */
function useRovingFocus(source: PhotoSource, grid: GridWindow) {
  const [wanted, setWanted] = useState(0);
  const moved = useRef(false);
  const focused = Math.min(wanted, Math.max(0, source.count - 1));
  const focus = (index: number): void => {
    revealRow(grid, index);
    if (index === focused) return grid.focusCell(index);
    moved.current = true;
    setWanted(index);
  };
  useLayoutEffect(() => {
    if (!moved.current) return;
    moved.current = false;
    grid.focusCell(focused);
  });
  useFocusAfterLightbox(source, focus);
  return { focused, focus };
}

/** The grid continues at the photo that the lightbox showed last. */
function useFocusAfterLightbox(source: PhotoSource, focus: (index: number) => void): void {
  const shown = useApp((state) => state.lightbox);
  const last = useRef(shown);
  useEffect(() => {
    const before = last.current;
    last.current = shown;
    if (shown === null && before !== null && before.index < source.count && before.sequence.key === source.key) {
      focus(before.index);
    }
  });
}

const margin = 52;

function revealRow(grid: GridWindow, index: number): void {
  const place = rowOf(grid.layout, index);
  if (place === undefined) return;
  const { top } = place;
  const bottom = top + place.row.height;
  const strip = grid.strip();
  if (top - margin < strip.top) grid.scrollTo(Math.max(0, top - margin));
  else if (bottom + 16 > strip.bottom) grid.scrollTo(bottom + 16 - (strip.bottom - strip.top));
}
