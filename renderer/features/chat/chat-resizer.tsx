import { useState, type KeyboardEvent, type PointerEvent, type ReactNode } from 'react';
import { useApp, useAppStore } from '../../state/app-state.tsx';
import { en } from '../../text/en.ts';
import { changeChat } from './chat-actions.ts';

const narrowest = 320;
const widest = 720;
const stepPx = 24;

const clamp = (width: number): number => Math.round(Math.min(widest, Math.max(narrowest, width)));

/** The left edge of the panel: drag it, or use the arrow keys, to change the width. */
export function ChatResizer(): ReactNode {
  const store = useAppStore();
  const width = useApp((state) => state.chat.width);
  const [dragging, setDragging] = useState(false);
  const resize = (event: PointerEvent): void => {
    if (dragging) store.set(({ chat }) => ({ chat: { ...chat, width: clamp(window.innerWidth - event.clientX) } }));
  };
  const finish = (): void => {
    setDragging(false);
    changeChat(store, {});
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const step = { ArrowLeft: stepPx, ArrowRight: -stepPx }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    changeChat(store, { width: clamp(width + step) });
  };
  return (
    <div
      role="separator"
      tabIndex={0}
      className="chat-resizer"
      aria-label={en.chat.resize}
      aria-orientation="vertical"
      aria-valuenow={width}
      aria-valuemin={narrowest}
      aria-valuemax={widest}
      onKeyDown={onKeyDown}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        setDragging(true);
      }}
      onPointerMove={resize}
      onPointerUp={finish}
      onPointerCancel={finish}
    />
  );
}
