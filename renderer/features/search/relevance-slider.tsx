import { useState, type ReactNode } from 'react';
import type { SearchPage } from '../../../app/contract/search.ts';
import type { z } from 'zod';
import { useApp } from '../../state/app-state.tsx';
import { en } from '../../text/en.ts';
import { formatProbability } from '../../text/format.ts';
import { probabilityWords } from '../../text/probability-words.ts';
import { useSearchActions } from './use-search-actions.ts';

/** How likely a photo found by meaning must be, in words and as a number. */
export function RelevanceSlider({ page }: { page: z.output<typeof SearchPage> }): ReactNode {
  const { setMinimumProbability } = useSearchActions();
  const chosen = useApp((state) => state.search.minimumProbability);
  const [dragged, setDragged] = useState<number | null>(null);
  const value = dragged ?? chosen ?? page.minimumProbability ?? 0;
  const words = en.search.relevanceValue(probabilityWords(value), formatProbability(value));
  return (
    <label className="cutoff">
      {en.search.relevance}
      <input
        type="range"
        min="0"
        max="0.95"
        step="0.05"
        value={value}
        aria-valuetext={words}
        onChange={(event) => {
          setDragged(Number(event.target.value));
          setMinimumProbability(Number(event.target.value));
        }}
        onBlur={() => setDragged(null)}
        onPointerUp={() => setDragged(null)}
      />
      <span className="cutoff-words numbers">{words}</span>
    </label>
  );
}
