import type { Chip, QueryIssue } from '../../../app/contract/search.ts';
import { dateProblem } from './date-problem.ts';
import { filterKinds, findFilter, type Condition } from './filters.ts';
import { datesApart } from './dates-apart.ts';
import { longestDate, naturalDate, type NaturalDate } from './natural-date.ts';
import { exclusionAfter, negatorLength } from './natural-exclusion.ts';
import { bareWord } from './read-period.ts';

export interface FilterTerm {
  readonly key: string;
  readonly label: string;
  readonly condition: Condition;
  readonly negated: boolean;
}

/** Something to be left out, and where it stands in the text. */
export interface Exclusion {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** What a person wrote in the box, understood. */
export interface ParsedQuery {
  /** Free text: for the text tower, and as words. */
  readonly text: string;
  /** Word sequences that must be there. */
  readonly phrases: readonly string[];
  /** Words that must not be there. */
  readonly excluded: readonly string[];
  /** What photos must not look like either. */
  readonly unlike: readonly Exclusion[];
  readonly filters: readonly FilterTerm[];
  readonly chips: readonly Chip[];
  /** True where a part was left out because it is no date or no value. */
  readonly rejected: boolean;
  /** What was not understood. */
  readonly issues: readonly QueryIssue[];
}

interface Piece {
  readonly start: number;
  readonly end: number;
  readonly negated: boolean;
  /** Set for `key:value`. */
  readonly key: string | null;
  readonly value: string;
  readonly quoted: boolean;
  /** An opening quote that nothing closes. */
  readonly unclosed: boolean;
}

const pattern = /(-?)(?:([A-Za-z]+):)?(?:"([^"]*)("?)|([^\s"]+)|(?<=:)(?=\s|$))/g;

/** What is gathered meanwhile. */
interface Result {
  readonly phrases: string[];
  readonly excluded: string[];
  readonly unlike: Exclusion[];
  readonly filters: FilterTerm[];
  readonly chips: Chip[];
  readonly issues: QueryIssue[];
  rejected: boolean;
}

/** Finds the parts of the box's text: words, "phrases", exclusions, dates and filters. Never throws. */
export function parseQuery(input: string, today: Date = new Date()): ParsedQuery {
  const result: Result = { phrases: [], excluded: [], unlike: [], filters: [], chips: [], issues: [], rejected: false };
  const runs: Piece[][] = [[]];
  const all = pieces(input);
  for (let at = 0; at < all.length;) {
    const taken = take(all, at, result, today);
    if (taken === 0) runs.at(-1)!.push(all[at]!);
    else runs.push([]);
    at += Math.max(1, taken);
  }
  const apart = datesApart(result);
  if (apart !== null) result.issues.push(apart);
  const restricted = result.filters.length + result.excluded.length > 0;
  const texts = runs
    .filter((run) => run.length > 0 && !(restricted && run.every(isPhotoWord)))
    .map((run): Chip => {
      const label = run.map(({ start, end }) => input.slice(start, end)).join(' ');
      return { kind: 'text', key: null, label, start: run[0]!.start, end: run.at(-1)!.end };
    });
  const chips = [...result.chips, ...texts].sort((left, right) => left.start - right.start);
  return { ...result, chips, text: texts.map(({ label }) => label).join(' ') };
}

/** Free text and phrases say what the photo shows. */
export const meaningText = ({ text, phrases }: ParsedQuery): string => [text, ...phrases].join(' ').trim();

const photoWords = new Set(
  'photo photos picture pictures pic pics image images photograph photographs snapshot snapshots all my the every show me'.split(
    ' ',
  ),
);

/** Words that every photo fits say nothing beside a date or a filter: `photos from 2004`. */
const isPhotoWord = (piece: Piece): boolean => piece.key === null && photoWords.has(bareWord(piece.value));

function pieces(input: string): Piece[] {
  const written = [...input.matchAll(pattern)].filter(([whole]) => whole !== '');
  return written.map((match) => {
    const [whole, minus = '', key = null, quotedText, closing, bare] = match;
    return {
      start: match.index,
      end: match.index + whole.length,
      negated: minus === '-',
      key,
      value: quotedText ?? bare ?? '',
      quoted: quotedText !== undefined,
      unclosed: quotedText !== undefined && closing === '',
    };
  });
}

/** A word, or something with a colon in it that is no filter (12:30, https://…). */
function isPlain({ key, negated, quoted, value }: Piece): boolean {
  if (key === null) return !negated && !quoted;
  return findFilter(key) === null && (value.startsWith('//') || /^\d/.test(value));
}

/** How many pieces from here are more than words, now that they are understood; 0 for a word. */
function take(all: readonly Piece[], at: number, result: Result, today: Date): number {
  if (!isPlain(all[at]!)) return understand(all[at]!, result, today) ? 1 : 0;
  return (
    takeExclusion(all, at, result, today) || takeDate(all, at, result, today) || takeDateProblem(all, at, result, today)
  );
}

/** The plain words from a piece on. */
function wordsFrom(all: readonly Piece[], at: number, most: number): string[] {
  const following = all.slice(at, at + most);
  const end = following.findIndex((piece) => !isPlain(piece));
  return (end === -1 ? following : following.slice(0, end)).map(({ value }) => value);
}

/** A date in plain words that begins at a piece. */
const dateAt = (all: readonly Piece[], at: number, today: Date): NaturalDate | null =>
  naturalDate(wordsFrom(all, at, longestDate), today);

const placeOf = (all: readonly Piece[], at: number, words: number): { start: number; end: number } => ({
  start: all[at]!.start,
  end: all[at + words - 1]!.end,
});

function takeDate(all: readonly Piece[], at: number, result: Result, today: Date): number {
  const date = dateAt(all, at, today);
  if (date === null) return 0;
  addDate(date, { ...placeOf(all, at, date.words), negated: false }, result);
  return date.words;
}

function addDate(
  { key, from, until, label }: NaturalDate,
  { start, end, negated }: { start: number; end: number; negated: boolean },
  result: Result,
): void {
  result.filters.push({ key, label, condition: { kind: 'taken', from, until }, negated });
  result.chips.push({ kind: 'filter', key, label: `${negated ? 'not ' : ''}taken ${label}`, start, end });
}

/** @returns the words that are not to be searched; a problem that leaves its words alone takes none. */
function takeDateProblem(all: readonly Piece[], at: number, result: Result, today: Date): number {
  const problem = dateProblem(wordsFrom(all, at, longestDate), today);
  if (problem === null) return 0;
  const { message, hint } = problem;
  result.issues.push({ kind: 'mistake', message, hint, ...placeOf(all, at, problem.words) });
  if (problem.searched) return 0;
  result.rejected = true;
  return problem.words;
}

/** `without people`, `not a dog`, `not from 2004`. */
function takeExclusion(all: readonly Piece[], at: number, result: Result, today: Date): number {
  const words = wordsFrom(all, at, all.length);
  const negator = negatorLength(words, all[at - 1]?.value);
  if (negator === 0) return 0;
  const date = dateAt(all, at + negator, today);
  if (date !== null) {
    addDate(date, { ...placeOf(all, at, negator + date.words), negated: true }, result);
    return negator + date.words;
  }
  const exclusion = exclusionAfter(words, negator, (offset) => dateAt(all, at + offset, today) !== null);
  const place = placeOf(all, at, exclusion.words);
  if (exclusion.texts.length === 0) {
    const next = all[at + negator];
    if (next !== undefined && exclusion.words === words.length && !isPlain(next))
      return understand({ ...next, negated: !next.negated, start: place.start }, result, today) ? negator + 1 : 0;
    const message = `“${words.slice(0, negator).join(' ')}” names nothing to leave out.`;
    result.issues.push({ kind: 'mistake', message, hint: 'For example: without people', ...place });
    return 0;
  }
  result.excluded.push(...exclusion.texts);
  result.unlike.push(...exclusion.texts.map((text) => ({ text, ...place })));
  result.chips.push({ kind: 'exclude', key: null, label: `without ${exclusion.texts.join(' or ')}`, ...place });
  return exclusion.words;
}

/** Takes a piece that is more than a word. @returns false where it is to be searched as words. */
function understand(piece: Piece, result: Result, today: Date): boolean {
  const { start, end, value, negated } = piece;
  const issue = (message: string, hint: string): void => {
    result.issues.push({ kind: 'mistake', message, hint, start, end });
  };
  if (piece.unclosed) issue('A quote is opened but not closed.', `"${value}"`);
  if (piece.key !== null) return understandFilter(piece, piece.key, result, today);
  if (value.trim() === '') return negated || piece.quoted;
  if (!/[\p{L}\p{N}]/u.test(value)) {
    issue(`“${value}” holds no word to look for.`, 'Write a word of letters.');
    return false;
  }
  const words = piece.quoted ? `"${value}"` : value;
  if (negated) result.excluded.push(value);
  else result.phrases.push(value);
  if (negated && !piece.quoted) result.unlike.push({ text: value, start, end });
  const label = negated ? `without ${words}` : words;
  result.chips.push({ kind: negated ? 'exclude' : 'phrase', key: null, label, start, end });
  return true;
}

/** A key that is known is never searched as words, whatever its value. */
function understandFilter(piece: Piece, key: string, result: Result, today: Date): boolean {
  const { start, end, value, negated } = piece;
  const issue = (message: string, hint: string): void => {
    result.issues.push({ kind: 'mistake', message, hint, start, end });
  };
  const kind = findFilter(key);
  if (kind === null) {
    const known = filterKinds.map((filter) => `${filter.key}:`).join(' ');
    issue(`There is no filter "${key}".`, `It is searched as words. Known filters: ${known}`);
    return false;
  }
  const parsed = value === '' ? null : kind.parse(value, today);
  if (parsed === null) {
    const message = value === '' ? `${key}: needs a value.` : `"${value}" is not a value for ${key}:`;
    issue(message, `It is left out. For example ${kind.example}`);
    result.rejected ||= value !== '';
    return true;
  }
  const label = negated ? `not ${parsed.label}` : parsed.label;
  result.filters.push({ key: kind.key, label: parsed.label, condition: parsed.condition, negated });
  result.chips.push({ kind: 'filter', key: kind.key, label, start, end });
  return true;
}
