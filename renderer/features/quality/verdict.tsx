import type { ReactNode } from 'react';
import { en } from '../../text/en.ts';
import { Notice } from '../../ui/notice.tsx';
import { areComparable, type ComparedModel } from './comparison.ts';
import { verdictOn, type MeasuredModel } from './verdict-text.ts';

/** What the numbers say, and what they do not, in a few sentences. */
export function Verdict({ models }: { models: readonly MeasuredModel[] }): ReactNode {
  if (!areComparable(models satisfies readonly ComparedModel[]))
    return <Notice tone="warn">{en.quality.unequal}</Notice>;
  return (
    <section className="card" aria-label={en.quality.verdict.title} data-testid="verdict">
      <h2>{en.quality.verdict.title}</h2>
      <p>{verdictOn(models)}</p>
    </section>
  );
}
