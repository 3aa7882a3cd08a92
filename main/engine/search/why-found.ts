import type { Why } from '../../../app/contract/search.ts';
import type { ReadableDb } from '../../store/database.ts';
import { matchedWords } from '../../store/search-photos.ts';
import { meaningText, type ParsedQuery } from './parse-query.ts';

export interface Found {
  readonly parsed: ParsedQuery;
  /** Looked up among the photo's words. */
  readonly terms: readonly string[];
  /** null where meaning did not find it. */
  readonly probability: number | null;
}

/** Why a photo was found: by which words, by meaning, and by the filters that it fits. */
export function whyFound(db: ReadableDb, photoId: number, { parsed, terms, probability }: Found): Why[] {
  const meaning: Why[] = probability === null ? [] : [{ kind: 'meaning', text: meaningText(parsed), probability }];
  const words = matchedWords(db, photoId, [...terms, ...parsed.phrases]).map((match): Why => ({
    kind: 'word',
    ...match,
  }));
  const filters = parsed.filters.map(({ key, label, negated }): Why => ({
    kind: 'filter',
    field: key,
    text: negated ? `not ${label}` : label,
  }));
  return [...words, ...meaning, ...filters];
}
