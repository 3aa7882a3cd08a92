import { Search, X } from 'lucide-react';
import { useEffect, useRef, useState, type KeyboardEvent, type ReactNode, type RefObject } from 'react';
import type { QueryIssue } from '../../../app/contract/search.ts';
import type { z } from 'zod';
import { useApp, useAppStore } from '../../state/app-state.tsx';
import { en } from '../../text/en.ts';
import { IconButton } from '../../ui/button.tsx';
import { markRanges } from './query-text.ts';
import { SuggestionList } from './suggestion-list.tsx';
import { useSuggestions } from './use-suggestions.ts';
import { useSearchActions } from './use-search-actions.ts';
import { useUnderstood } from './use-understood.ts';

/** The one box: plain words, filters, and suggestions while one types. `/` brings the focus here. */
export function SearchBox(): ReactNode {
  const { issues } = useUnderstood();
  const text = useApp((state) => state.search.text);
  const input = useRef<HTMLInputElement>(null);
  const { setText, clear } = useSearchActions();
  const suggestions = useSuggestions(text, input);
  useSlashKey(input);

  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>): void => {
    if (suggestions.onKeyDown(event)) return;
    if (event.key === 'Escape') {
      event.preventDefault();
      event.stopPropagation();
      if (text === '') event.currentTarget.blur();
      else clear();
    }
    if (event.key === 'ArrowDown') focusResults(event);
  };
  return (
    <div className="search" role="search">
      <Search aria-hidden />
      <div className="search-field">
        <Underlines text={text} issues={issues} input={input} />
        <input
          ref={input}
          type="text"
          role="combobox"
          aria-label={en.search.label}
          placeholder={en.search.placeholder}
          aria-autocomplete="list"
          aria-expanded={suggestions.open}
          aria-controls="search-suggestions"
          aria-activedescendant={suggestions.active === null ? undefined : `suggestion-${suggestions.active}`}
          aria-invalid={issues.length > 0 || undefined}
          aria-describedby={issues.length > 0 ? 'search-issues' : undefined}
          autoComplete="off"
          spellCheck={false}
          value={text}
          onChange={(event) => {
            setText(event.target.value);
            suggestions.typed();
          }}
          onKeyDown={onKeyDown}
          onBlur={suggestions.close}
        />
      </div>
      {text === '' ? (
        <kbd aria-hidden>/</kbd>
      ) : (
        <IconButton size="small" label={en.search.clear} onClick={clear}>
          <X />
        </IconButton>
      )}
      {suggestions.open ? <SuggestionList suggestions={suggestions} /> : null}
    </div>
  );
}

interface UnderlinesProps {
  readonly text: string;
  readonly issues: readonly z.output<typeof QueryIssue>[];
  readonly input: RefObject<HTMLInputElement | null>;
}

/** Draws the text once more, invisibly, with a wavy line under what was not understood. */
function Underlines({ text, issues, input }: UnderlinesProps): ReactNode {
  const [shift, setShift] = useState(0);
  const shown = issues.length > 0;
  useEffect(() => {
    const element = input.current;
    if (element === null || !shown) return undefined;
    const follow = (): void => setShift(element.scrollLeft);
    follow();
    element.addEventListener('scroll', follow);
    return () => element.removeEventListener('scroll', follow);
  }, [input, shown]);
  if (!shown) return null;
  return (
    <div className="search-marks" aria-hidden>
      <span style={{ transform: `translateX(${-shift}px)` }}>
        {markRanges(text, issues).map((piece) => (
          <span key={piece.start} className={piece.marked ? 'search-mark' : undefined}>
            {piece.text}
          </span>
        ))}
      </span>
    </div>
  );
}

function focusResults(event: KeyboardEvent): void {
  const first = document.querySelector<HTMLElement>('[role=gridcell][tabindex="0"]');
  if (first === null) return;
  event.preventDefault();
  first.focus();
}

function useSlashKey(input: RefObject<HTMLInputElement | null>): void {
  const store = useAppStore();
  useEffect(() => {
    const focus = (event: globalThis.KeyboardEvent): void => {
      const typing =
        event.target instanceof Element && event.target.closest('input, textarea, select, dialog') !== null;
      if (event.key !== '/' || typing || event.ctrlKey || event.metaKey || store.get().lightbox !== null) return;
      event.preventDefault();
      input.current?.focus();
      input.current?.select();
    };
    window.addEventListener('keydown', focus);
    return () => window.removeEventListener('keydown', focus);
  }, [input, store]);
}
