import { useEffect, useState, type ReactNode, type RefObject } from 'react';
import type { QueryIssue } from '../../../app/contract/search.ts';
import type { z } from 'zod';
import { markRanges } from './query-text.ts';

interface SearchMarksProps {
  readonly text: string;
  readonly mistakes: readonly z.output<typeof QueryIssue>[];
  readonly input: RefObject<HTMLInputElement | null>;
}

/** Draws the text once more, invisibly, with a wavy line under what was not understood. */
export function SearchMarks({ text, mistakes, input }: SearchMarksProps): ReactNode {
  const [shift, setShift] = useState(0);
  const shown = mistakes.length > 0;
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
        {markRanges(text, mistakes).map((piece) => (
          <span key={piece.start} className={piece.marked ? 'search-mark' : undefined}>
            {piece.text}
          </span>
        ))}
      </span>
    </div>
  );
}
