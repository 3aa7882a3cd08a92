import type { ReadableDb } from './database.ts';
import { wordFields, wordsOf, type WordField } from './photo-words.ts';

/** A piece of a WHERE clause over `photo` with its parameters. */
export interface SqlCondition {
  readonly sql: string;
  readonly parameters: readonly (string | number)[];
}

/** Present photos that meet every condition, newest first or in no order. */
export function photosWhere(
  db: ReadableDb,
  conditions: readonly SqlCondition[],
  order: 'newest' | 'none' = 'newest',
): number[] {
  const where = [`photo.presence = 'present'`, ...conditions.map(({ sql }) => `(${sql})`)].join(' AND ');
  const ordered = order === 'newest' ? 'ORDER BY taken_sort DESC, photo_id DESC' : '';
  return db
    .prepare(`SELECT photo_id FROM photo WHERE ${where} ${ordered}`)
    .pluck()
    .all(...conditions.flatMap(({ parameters }) => [...parameters])) as number[];
}

export const countPresent = (db: ReadableDb): number =>
  db.prepare(`SELECT count(*) FROM photo WHERE presence = 'present'`).pluck().get() as number;

/** The same ids, newest or oldest first. */
export function sortByDate(db: ReadableDb, photoIds: readonly number[], order: 'newest' | 'oldest'): number[] {
  const direction = order === 'newest' ? 'DESC' : 'ASC';
  return db
    .prepare(
      `SELECT photo_id FROM photo WHERE photo_id IN (SELECT value FROM json_each(?))
       ORDER BY taken_sort ${direction}, photo_id ${direction}`,
    )
    .pluck()
    .all(JSON.stringify(photoIds)) as number[];
}

/** A text as an FTS5 string: its own syntax has no meaning inside. */
const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`;

/** An FTS5 query for photos that have a word beginning with `text` in one column of the word index. */
export const wordStartMatch = (column: string, text: string): string => `${column} : ${quoted(text)} *`;

const folded = (text: string): string => text.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase();

const wordsIn = (text: string): string[] =>
  folded(text)
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean);

/** One or two Latin letters begin a word of nearly every photo; scripts without spaces have no shorter words to find. */
const mayBeStart = (term: string): boolean =>
  /[^\P{L}\p{Script=Latin}]/u.test(term) || (wordsIn(term).at(-1)?.length ?? 0) >= 3;

export interface WordQuery {
  /** All must be there; one of three letters or more may be the start of a word. */
  readonly terms: readonly string[];
  readonly phrases: readonly string[];
}

/** Present photos whose words hold all of it, best first (BM25; what people wrote weighs more than file names). */
export function photosWithWords(db: ReadableDb, { terms, phrases }: WordQuery, limit: number): number[] {
  const parts = [
    ...terms.map((term) => (mayBeStart(term) ? `${quoted(term)} *` : quoted(term))),
    ...phrases.map(quoted),
  ];
  if (parts.length === 0) return [];
  return db
    .prepare(
      `SELECT photo_words.rowid FROM photo_words JOIN photo ON photo.photo_id = photo_words.rowid
       WHERE photo_words MATCH ? AND photo.presence = 'present'
       ORDER BY bm25(photo_words, 1.0, 1.0, 4.0, 4.0, 4.0, 2.0, 2.0), photo.photo_id LIMIT ?`,
    )
    .pluck()
    .all(parts.join(' AND '), limit) as number[];
}

/** Every photo, present or not, that has the words of `text` one after another. */
export function photosWithPhrase(db: ReadableDb, text: string): Set<number> {
  const ids = db.prepare('SELECT rowid FROM photo_words WHERE photo_words MATCH ?').pluck().all(quoted(text));
  return new Set(ids as number[]);
}

export interface WordMatch {
  readonly field: WordField;
  readonly text: string;
}

/** Which field holds each term, for showing why a photo was found. */
export function matchedWords(db: ReadableDb, photoId: number, terms: readonly string[]): WordMatch[] {
  const words = wordsOf(db, photoId);
  if (words === null) return [];
  const fields = wordFields.map((field) => ({ field, tokens: wordsIn(words[field]) }));
  return terms.flatMap((term) => {
    const fits = mayBeStart(term)
      ? (token: string, part: string) => token.startsWith(part)
      : (token: string, part: string) => token === part;
    const parts = wordsIn(term);
    const found = fields.findLast(({ tokens }) => parts.every((part) => tokens.some((token) => fits(token, part))));
    return found === undefined ? [] : [{ field: found.field, text: term }];
  });
}

export interface Completion {
  readonly value: string;
  readonly count: number;
}

const completionSources = {
  camera: 'camera_model',
  lens: 'lens',
  place: 'city',
  country: 'country',
} as const;

/** Values of a field that begin with, or have a word that begins with, `prefix`; the commonest first. */
export function completions(
  db: ReadableDb,
  source: keyof typeof completionSources | 'folder' | 'keyword',
  { prefix, limit }: { prefix: string; limit: number },
): Completion[] {
  const pattern = prefix.replaceAll(/[\\%_]/g, '\\$&');
  const from =
    source === 'keyword'
      ? `SELECT json_each.value AS value FROM photo, json_each(photo.keywords) WHERE presence = 'present' AND keywords <> '[]'`
      : source === 'folder'
        ? `SELECT replace(directory, rtrim(directory, replace(replace(directory, '/', ''), '\\', '')), '') AS value FROM photo WHERE presence = 'present'`
        : `SELECT ${completionSources[source]} AS value FROM photo WHERE presence = 'present'`;
  return db
    .prepare(
      `SELECT value, count(*) AS count FROM (${from}) WHERE value LIKE @start ESCAPE '\\' OR value LIKE @inner ESCAPE '\\'
       GROUP BY value ORDER BY count DESC, value LIMIT @limit`,
    )
    .all({ start: `${pattern}%`, inner: `% ${pattern}%`, limit }) as Completion[];
}
