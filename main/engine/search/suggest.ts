import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Suggestion } from '../../../app/contract/search.ts';
import type { ReadableDb } from '../../store/database.ts';
import { completions } from '../../store/search-photos.ts';
import { filterKinds, findFilter } from './filters.ts';

const limit = 6;

/** Completions for the word that the cursor is in. */
export async function suggest(db: ReadableDb, text: string, cursor: number): Promise<Suggestion[]> {
  const start = text.slice(0, cursor).search(/\S*$/);
  const word = text.slice(start, cursor);
  const put = (value: string): string =>
    `${text.slice(0, start)}${value}${text.slice(cursor).replace(/^\S*/, '') || ' '}`;
  const match = /^(-?)([A-Za-z]+):(.*)$/.exec(word);
  if (match !== null) return valueSuggestions(db, { minus: match[1]!, key: match[2]!, prefix: match[3]!, put });
  if (word.replace('-', '').length < 2) return [];
  const keys = filterKinds
    .filter(({ key }) => key.startsWith(word.toLowerCase()))
    .map(({ key, example }): Suggestion => ({
      text: put(`${key}:`).trimEnd(),
      label: example,
      kind: 'filter',
      count: null,
    }));
  return [...keys, ...(await wordSuggestions(db, word, put))].slice(0, limit + 2);
}

const sources = { camera: 'camera', lens: 'lens', place: 'place', folder: 'folder', keyword: 'keyword' } as const;
const quote = (value: string): string => (/\s/.test(value) ? `"${value}"` : value);

function valueSuggestions(
  db: ReadableDb,
  { minus, key, prefix, put }: { minus: string; key: string; prefix: string; put: (value: string) => string },
): Suggestion[] {
  const kind = findFilter(key);
  if (kind === null) return [];
  const written = prefix.replace(/^"/, '');
  const whole = (value: string): string => put(`${minus}${kind.key}:${quote(value)}`);
  const fixed = kind.values
    .filter((value) => value.startsWith(written.toLowerCase()) && value !== written)
    .map((value): Suggestion => ({ text: whole(value), label: `${kind.key} ${value}`, kind: 'filter', count: null }));
  if (!(kind.key in sources)) return fixed.slice(0, limit);
  const source = sources[kind.key as keyof typeof sources];
  return completions(db, source, { prefix: written, limit }).map(({ value, count }) => ({
    text: whole(value),
    label: value,
    kind: source === 'lens' ? 'filter' : source,
    count,
  }));
}

/** One source a turn: each reads the whole library. */
async function wordSuggestions(db: ReadableDb, word: string, put: (value: string) => string): Promise<Suggestion[]> {
  const suggestions: Suggestion[] = [];
  for (const source of ['keyword', 'place', 'camera', 'folder'] as const) {
    for (const { value, count } of completions(db, source, { prefix: word, limit: 2 }))
      suggestions.push({ text: put(`${source}:${quote(value)}`), label: value, kind: source, count });
    await nextTurn();
  }
  return suggestions;
}
