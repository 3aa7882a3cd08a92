import { useEffect, useRef, type RefObject } from 'react';

const nearPx = 120;

/**
 * Keeps the end of a list in sight while the list or its room changes, unless the person has scrolled away from it.
 * @param turn anew whenever the person does something that brings them back to the end.
 */
export function useStayAtEnd(turn: string): {
  room: RefObject<HTMLDivElement | null>;
  list: RefObject<HTMLDivElement | null>;
} {
  const room = useRef<HTMLDivElement>(null);
  const list = useRef<HTMLDivElement>(null);
  const stays = useRef(true);
  useEffect(() => {
    const element = room.current;
    if (element === null || list.current === null) return undefined;
    let top = element.scrollTop;
    const follow = (): void => {
      const near = element.scrollHeight - element.scrollTop - element.clientHeight < nearPx;
      if (near) stays.current = true;
      else if (element.scrollTop < top) stays.current = false;
      top = element.scrollTop;
    };
    const observer = new ResizeObserver(() => {
      if (stays.current) element.scrollTop = element.scrollHeight;
    });
    observer.observe(element);
    observer.observe(list.current);
    element.addEventListener('scroll', follow, { passive: true });
    return () => {
      observer.disconnect();
      element.removeEventListener('scroll', follow);
    };
  }, []);
  const last = useRef('');
  useEffect(() => {
    if (last.current === turn) return;
    last.current = turn;
    stays.current = true;
    if (room.current !== null) room.current.scrollTop = room.current.scrollHeight;
  }, [turn]);
  return { room, list };
}
