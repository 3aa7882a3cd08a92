import { Search, X } from 'lucide-react';
import { useEffect, useRef, type KeyboardEvent, type ReactNode, type RefObject } from 'react';
import { useApp, useAppStore } from '../../state/app-state.tsx';
import { en } from '../../text/en.ts';
import { IconButton } from '../../ui/button.tsx';
import { SearchMarks } from './search-marks.tsx';
import { SuggestionList } from './suggestion-list.tsx';
import { useSuggestions, type Suggestions } from './use-suggestions.ts';
import { useSearchActions } from './use-search-actions.ts';
import { useUnderstood } from './use-understood.ts';

/** The one box: plain words, filters, and suggestions while one types. `/` brings the focus here. */
export function SearchBox(): ReactNode {
  const text = useApp((state) => state.search.text);
  const input = useRef<HTMLInputElement>(null);
  const { clear } = useSearchActions();
  const suggestions = useSuggestions(text, input);
  useSlashKey(input);
  return (
    <div className="search" role="search">
      <Search aria-hidden />
      <SearchField text={text} input={input} suggestions={suggestions} />
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

interface SearchFieldProps {
  readonly text: string;
  readonly input: RefObject<HTMLInputElement | null>;
  readonly suggestions: Suggestions;
}

/** The line one types in, with marks under what was not understood. */
function SearchField({ text, input, suggestions }: SearchFieldProps): ReactNode {
  const { issues } = useUnderstood();
  const mistakes = issues.filter(({ kind }) => kind === 'mistake');
  const { setText } = useSearchActions();
  const onKeyDown = useSearchKeys(text, suggestions);
  return (
    <div className="search-field">
      <SearchMarks text={text} mistakes={mistakes} input={input} />
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
        aria-invalid={mistakes.length > 0 || undefined}
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
  );
}

/** Keys go to the list of suggestions first; then Escape empties the box or leaves it, and Down goes to the photos. */
function useSearchKeys(text: string, suggestions: Suggestions) {
  const { clear } = useSearchActions();
  return (event: KeyboardEvent<HTMLInputElement>): void => {
    if (suggestions.onKeyDown(event)) return;
    if (event.key === 'Escape') {
      event.preventDefault();
      event.stopPropagation();
      if (text === '') event.currentTarget.blur();
      else clear();
    }
    if (event.key === 'ArrowDown') focusResults(event);
  };
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
