import type { Chip, QueryIssue } from '../../../app/contract/search.ts';
import type { FilterTerm } from './parse-query.ts';

/** Says that two dates exclude each other, or null where a photo may have been taken on all. */
export function datesApart({
  filters,
  chips,
}: {
  readonly filters: readonly FilterTerm[];
  readonly chips: readonly Chip[];
}): QueryIssue | null {
  const dates = filters.filter(({ condition, negated }) => condition.kind === 'taken' && !negated);
  for (const [at, one] of dates.entries()) {
    const other = dates.slice(at + 1).find((candidate) => isApart(one, candidate));
    if (other === undefined) continue;
    const message = `No photo was taken both ${one.label} and ${other.label}.`;
    const places = chips.filter(
      ({ kind, label }) => kind === 'filter' && [one, other].some((date) => label.endsWith(date.label)),
    );
    const [start, end] = [
      Math.min(...places.map((place) => place.start)),
      Math.max(...places.map((place) => place.end)),
    ];
    return { kind: 'note', message, hint: 'Take one away, or write for example 2004 to 2010.', start, end };
  }
  return null;
}

function isApart({ condition: one }: FilterTerm, { condition: other }: FilterTerm): boolean {
  if (one.kind !== 'taken' || other.kind !== 'taken') return false;
  const ends = (until: string | null, from: string | null): boolean => until !== null && from !== null && until <= from;
  return ends(one.until, other.from) || ends(other.until, one.from);
}
