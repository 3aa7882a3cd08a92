import { ChevronRight, CornerLeftUp, Folder, FolderLock } from 'lucide-react';
import { useEffect, useRef, useState, type ComponentProps, type KeyboardEvent, type ReactNode } from 'react';
import type { BrowseEntry } from '../../../app/contract/library.ts';
import type { z } from 'zod';
import { en } from '../../text/en.ts';
import { listMove } from '../../ui/list-move.ts';

type Entry = z.output<typeof BrowseEntry>;

interface FolderRowsProps {
  readonly entries: readonly Entry[];
  readonly onOpen: (entry: Entry) => void;
  /** null at the top. */
  readonly onUp: (() => void) | null;
}

/** The folders inside the open one: arrows move, Enter and Right open, Backspace and Left go up. */
export function FolderRows({ entries, onOpen, onUp }: FolderRowsProps): ReactNode {
  const list = useRef<HTMLUListElement>(null);
  const first = onUp === null ? 0 : 1;
  const count = entries.length + first;
  const [active, setActive] = useState(Math.max(0, Math.min(first, count - 1)));
  const buttons = (): HTMLButtonElement[] => [...(list.current?.querySelectorAll('button') ?? [])];
  useEffect(() => list.current?.querySelector<HTMLElement>('[data-autofocus]')?.focus(), []);

  const onKeyDown = (event: KeyboardEvent): void => {
    const next = listMove(active, event.key, count);
    const entry = entries[active - first];
    if (next !== null) buttons()[next]?.focus();
    else if (event.key === 'ArrowRight' && entry?.readable === true) onOpen(entry);
    else if ((event.key === 'ArrowLeft' || event.key === 'Backspace') && onUp !== null) onUp();
    else return;
    event.preventDefault();
  };
  const row = (index: number) => ({
    type: 'button' as const,
    className: 'folder-row',
    tabIndex: index === active ? 0 : -1,
    'data-autofocus': index === active || undefined,
    onFocus: () => setActive(index),
  });
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- the keys of its buttons bubble up to here
    <ul ref={list} className="folder-rows" aria-label={en.folders.list} onKeyDown={onKeyDown}>
      {onUp === null ? null : <UpRow attributes={row(0)} onUp={onUp} />}
      {entries.map((entry, index) => (
        <li key={entry.path}>
          <EntryRow entry={entry} attributes={row(first + index)} onOpen={onOpen} />
        </li>
      ))}
      {entries.length === 0 ? <li className="folder-none quiet">{en.folders.noFolders}</li> : null}
    </ul>
  );
}

function UpRow({ attributes, onUp }: { attributes: ComponentProps<'button'>; onUp: () => void }): ReactNode {
  return (
    <li>
      <button {...attributes} onClick={onUp}>
        <CornerLeftUp aria-hidden />
        <span className="quiet">{en.folders.up}</span>
      </button>
    </li>
  );
}

interface EntryRowProps {
  readonly entry: Entry;
  readonly attributes: ComponentProps<'button'>;
  readonly onOpen: (entry: Entry) => void;
}

function EntryRow({ entry, attributes, onOpen }: EntryRowProps): ReactNode {
  const { readable, name } = entry;
  return (
    <button {...attributes} aria-disabled={!readable} onClick={() => (readable ? onOpen(entry) : undefined)}>
      {readable ? <Folder aria-hidden /> : <FolderLock aria-hidden />}
      <span className="ellipsis">{name}</span>
      {readable ? <ChevronRight aria-hidden /> : <span className="quiet">{en.folders.notReadable}</span>}
    </button>
  );
}
