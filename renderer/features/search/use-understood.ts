import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useEngine } from '../../engine/engine-context.tsx';
import { keys } from '../../engine/query-keys.ts';
import { useApp } from '../../state/app-state.tsx';
import { useDebounced } from './use-debounced.ts';

const settleMs = 120;
/** Notes wait for the end of a word: half of one is often in no language. */
const noteMs = 600;

/** What the box is understood as, said once the typing rests and without waiting for the search itself. */
export function useUnderstood() {
  const engine = useEngine();
  const typed = useApp((state) => state.search.text);
  const text = useDebounced(typed, settleMs);
  const query = useQuery({
    queryKey: keys.parsed(text),
    queryFn: ({ signal }) => engine.search.parse({ text }, { signal }),
    enabled: text.trim() !== '',
    placeholderData: keepPreviousData,
  });
  const data = text.trim() === '' || typed.trim() === '' ? undefined : query.data;
  const current = text === typed && !query.isPlaceholderData;
  const rested = useDebounced(typed, noteMs) === typed;
  const issues = data?.issues.filter(({ kind }) => kind === 'mistake' || rested) ?? [];
  return { text, chips: data?.chips ?? [], issues: current ? issues : [], current };
}
