import type { ReadableDb } from '../../store/database.ts';
import { photosWhere, photosWithPhrase } from '../../store/search-photos.ts';
import { filtersToSql } from './filter-sql.ts';
import { meaningText, type ParsedQuery } from './parse-query.ts';

/** Photos that the facts allow; null where nothing restricts them. */
export function candidatesOf(
  db: ReadableDb,
  parsed: ParsedQuery,
  order: 'newest' | 'none',
): ReadonlySet<number> | null {
  const { filters, phrases, excluded } = parsed;
  if (filters.length + phrases.length + excluded.length === 0) return isNothing(parsed) ? new Set() : null;
  const barred = excluded.map((word) => photosWithPhrase(db, word));
  const needed = phrases.map((phrase) => photosWithPhrase(db, phrase));
  const ids = photosWhere(db, filtersToSql(filters), order);
  return new Set(ids.filter((id) => !barred.some((set) => set.has(id)) && needed.every((set) => set.has(id))));
}

/** True where all that was written had to be left out: the whole library is no answer to that. */
const isNothing = (parsed: ParsedQuery): boolean => parsed.rejected && meaningText(parsed) === '';
