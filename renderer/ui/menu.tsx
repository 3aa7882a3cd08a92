import { ChevronDown, Ellipsis, type LucideIcon } from 'lucide-react';
import { useEffect, useId, useRef, useState, type KeyboardEvent, type ReactNode, type RefObject } from 'react';
import { IconButton } from './button.tsx';
import { listMove } from './list-move.ts';

export interface MenuItem {
  readonly label: string;
  readonly icon: LucideIcon;
  /** Set where one of several is chosen. */
  readonly checked?: boolean;
  readonly onChoose: () => void;
}

interface MenuProps {
  readonly label: string;
  readonly items: readonly MenuItem[];
  /** What the button says; three dots where it is left out. */
  readonly text?: string;
  /** Which way it opens. */
  readonly side?: 'below' | 'above';
}

/** A button that opens a short list of actions: arrows move, Escape closes, the focus returns to the button. */
export function Menu({ label, items, text, side = 'below' }: MenuProps): ReactNode {
  const [open, setOpen] = useState(false);
  const frame = useRef<HTMLSpanElement>(null);
  const id = useId();
  useClickOutside(frame, open, () => setOpen(false));
  const close = (): void => {
    setOpen(false);
    frame.current?.querySelector('button')?.focus();
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (!open) return;
    const buttons = [...(frame.current?.querySelectorAll<HTMLElement>('[role^=menuitem]') ?? [])];
    const next = listMove(buttons.indexOf(event.target as HTMLElement), event.key, buttons.length);
    if (event.key === 'Tab') return setOpen(false);
    if (event.key === 'Escape') close();
    else if (next !== null) buttons[next]?.focus();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const trigger = {
    'aria-haspopup': 'menu',
    'aria-expanded': open,
    'aria-controls': open ? id : undefined,
    onClick: () => setOpen(!open),
  } as const;
  return (
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- the keys of its buttons bubble up to here
    <span ref={frame} className="menu-frame" data-side={side} onKeyDown={onKeyDown}>
      {text === undefined ? (
        <IconButton size="small" label={label} {...trigger}>
          <Ellipsis />
        </IconButton>
      ) : (
        <button type="button" className="menu-text" title={label} aria-label={`${label}: ${text}`} {...trigger}>
          <span className="ellipsis">{text}</span>
          <ChevronDown aria-hidden />
        </button>
      )}
      {open ? <MenuList id={id} label={label} items={items} close={close} /> : null}
    </span>
  );
}

interface MenuListProps {
  readonly id: string;
  readonly label: string;
  readonly items: readonly MenuItem[];
  readonly close: () => void;
}

function MenuList({ id, label, items, close }: MenuListProps): ReactNode {
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => list.current?.querySelector('button')?.focus(), []);
  return (
    <div ref={list} id={id} className="menu" role="menu" aria-label={label}>
      {items.map(({ label, icon: Icon, checked, onChoose }) => (
        <button
          key={label}
          type="button"
          role={checked === undefined ? 'menuitem' : 'menuitemradio'}
          aria-checked={checked}
          tabIndex={-1}
          onClick={() => {
            close();
            onChoose();
          }}
        >
          <Icon aria-hidden />
          {label}
        </button>
      ))}
    </div>
  );
}

function useClickOutside(frame: RefObject<HTMLElement | null>, open: boolean, close: () => void): void {
  useEffect(() => {
    if (!open) return undefined;
    const listen = (event: PointerEvent): void => {
      if (event.target instanceof Node && frame.current?.contains(event.target) !== true) close();
    };
    window.addEventListener('pointerdown', listen);
    return () => window.removeEventListener('pointerdown', listen);
  });
}
