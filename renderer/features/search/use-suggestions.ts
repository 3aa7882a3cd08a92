import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState, type KeyboardEvent, type RefObject } from 'react';
import type { Suggestion } from '../../../app/contract/search.ts';
import type { z } from 'zod';
import { useEngine } from '../../engine/engine-context.tsx';
import { keys } from '../../engine/query-keys.ts';
import { useDebounced } from './use-debounced.ts';
import { useSearchActions } from './use-search-actions.ts';

const settleMs = 120;
const mostShown = 8;

export interface Suggestions {
  readonly items: readonly z.output<typeof Suggestion>[];
  readonly open: boolean;
  /** Index of the item that Enter takes. */
  readonly active: number | null;
  choose(index: number): void;
  typed(): void;
  close(): void;
  /** True where the key was for the list. */
  onKeyDown(event: KeyboardEvent<HTMLInputElement>): boolean;
}

/** Completions for the word at the cursor, as the list of a combobox. */
export function useSuggestions(text: string, input: RefObject<HTMLInputElement | null>): Suggestions {
  const { setText } = useSearchActions();
  const [wanted, setWanted] = useState(false);
  const [active, setActive] = useState<number | null>(null);
  const items = useCompletions(text, input, wanted);
  const open = wanted && text !== '' && items.length > 0;
  const close = (): void => {
    setWanted(false);
    setActive(null);
  };
  const choose = (index: number): void => {
    const item = items[index];
    if (item !== undefined) setText(item.text);
    close();
    input.current?.focus();
  };

  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>): boolean => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!open && event.key === 'Enter') close();
    if (!open) return false;
    if (step !== undefined)
      setActive((now) => (now === null && step < 0 ? items.length - 1 : wrap(now, step, items.length)));
    else if (event.key === 'Enter' && active !== null) choose(active);
    else if (event.key === 'Enter' || event.key === 'Escape') close();
    else return false;
    event.preventDefault();
    event.stopPropagation();
    return true;
  };
  const typed = (): void => {
    setWanted(true);
    setActive(null);
  };
  return { items, open, active: open ? active : null, choose, typed, close, onKeyDown };
}

/** What the engine offers for the word at the cursor, once the typing has come to rest. */
function useCompletions(text: string, input: RefObject<HTMLInputElement | null>, wanted: boolean) {
  const engine = useEngine();
  const settled = useDebounced(text, settleMs);
  const query = useQuery({
    queryKey: keys.suggestions(settled, settled.length),
    queryFn: ({ signal }) => {
      const cursor = Math.min(settled.length, input.current?.selectionStart ?? settled.length);
      return engine.search.suggest({ text: settled, cursor }, { signal });
    },
    enabled: wanted && settled !== '',
    placeholderData: keepPreviousData,
  });
  return (query.data?.suggestions ?? []).filter((item) => item.text !== text).slice(0, mostShown);
}

function wrap(now: number | null, step: number, count: number): number {
  return ((now ?? -1) + step + count) % count;
}
