import { wordStartMatch, type SqlCondition } from '../../store/search-photos.ts';
import type { Condition } from './filters.ts';
import type { FilterTerm } from './parse-query.ts';

/** Filters as conditions on the photo table. */
export const filtersToSql = (filters: readonly FilterTerm[]): SqlCondition[] =>
  filters.map(({ condition, negated }) => {
    const { sql, parameters } = conditionToSql(condition);
    return { sql: negated ? `NOT coalesce((${sql}), 0)` : sql, parameters };
  });

const like = (text: string): string => `%${text.replaceAll(/[\\%_]/g, '\\$&')}%`;

const wordColumns = {
  camera: ['camera_make', 'camera_model', `camera_make || ' ' || camera_model`],
  lens: ['lens'],
  folder: ['directory'],
  place: ['city', 'region', 'country'],
  name: ['name'],
} as const;

const hasSql = {
  gps: 'latitude IS NOT NULL',
  caption: 'caption IS NOT NULL',
  keywords: `keywords <> '[]'`,
  raw: 'raw_companion IS NOT NULL',
  live: 'live_movie IS NOT NULL',
} as const;

const isSql = {
  favourite: 'favourite = 1',
  portrait: 'height > width',
  landscape: 'width > height',
  square: 'width = height',
  panorama: 'width >= 2 * height OR height >= 2 * width',
} as const;

function conditionToSql(condition: Condition): SqlCondition {
  switch (condition.kind) {
    case 'taken':
      return takenSql(condition);
    case 'words':
      return wordsSql(condition);
    case 'format':
      return { sql: `format IN (${condition.formats.map(() => '?').join(', ')})`, parameters: condition.formats };
    case 'has':
      return { sql: hasSql[condition.what], parameters: [] };
    case 'is':
      return { sql: isSql[condition.what], parameters: [] };
    case 'rating':
      return { sql: 'rating BETWEEN ? AND ?', parameters: [condition.from, condition.to] };
  }
}

function takenSql({ from, until }: Extract<Condition, { kind: 'taken' }>): SqlCondition {
  const bounds = [...(from === null ? [] : ['day >= ?']), ...(until === null ? [] : ['day < ?'])];
  return { sql: bounds.join(' AND '), parameters: [from, until].filter((bound) => bound !== null) };
}

type WordsCondition = Extract<Condition, { kind: 'words' }>;

/** As written, and with each letter in its usual form where that differs: `µ` as `μ`. */
function wordsSql({ kind, field, text }: WordsCondition): SqlCondition {
  const spellings = [...new Set([text, text.normalize('NFKC')])];
  const conditions = spellings.map((spelling) => spelledSql({ kind, field, text: spelling }));
  if (conditions.length === 1) return conditions[0]!;
  return {
    sql: conditions.map(({ sql }) => `(${sql})`).join(' OR '),
    parameters: conditions.flatMap(({ parameters }) => [...parameters]),
  };
}

function spelledSql({ field, text }: WordsCondition): SqlCondition {
  if (field === 'keyword') {
    return {
      sql: `EXISTS (SELECT 1 FROM json_each(keywords) WHERE value LIKE ? ESCAPE '\\')`,
      parameters: [like(text)],
    };
  }
  const columns = wordColumns[field];
  const anywhere = columns.map((column) => `${column} LIKE ? ESCAPE '\\'`).join(' OR ');
  const patterns = columns.map(() => like(text));
  const indexed = indexedWords[field];
  if (indexed === undefined || !/[\p{L}\p{N}]/u.test(text)) return { sql: anywhere, parameters: patterns };
  return wordStartSql({ sql: anywhere, parameters: patterns }, wordStartMatch(indexed, text));
}

/** The columns of the word index that hold a field's words whole. */
const indexedWords: Readonly<Partial<Record<keyof typeof wordColumns, string>>> = {
  camera: 'camera',
  lens: 'camera',
  place: 'place',
  name: 'name',
};

/** Photos with a word that begins so, by the word index; only where there is none, those with it inside a word. */
function wordStartSql(anywhere: SqlCondition, match: string): SqlCondition {
  const found = `SELECT rowid FROM photo_words WHERE photo_words MATCH ?`;
  return {
    sql:
      `photo_id IN (SELECT photo_id FROM photo WHERE photo_id IN (${found}) AND (${anywhere.sql})` +
      ` UNION ALL SELECT photo_id FROM photo WHERE NOT EXISTS (${found}) AND (${anywhere.sql}))`,
    parameters: [match, ...anywhere.parameters, match, ...anywhere.parameters],
  };
}
