import type { Chip, QueryIssue } from '../../../app/contract/search.ts';
import { naturalDate, type NaturalDate } from './natural-date.ts';
import { filterKinds, findFilter, type Condition } from './filters.ts';

export interface FilterTerm {
  readonly key: string;
  readonly label: string;
  readonly condition: Condition;
  readonly negated: boolean;
}

/** What a person wrote in the box, understood. */
export interface ParsedQuery {
  /** Free text: for the text tower, and as words. */
  readonly text: string;
  /** Word sequences that must be there. */
  readonly phrases: readonly string[];
  /** Words that must not be there. */
  readonly excluded: readonly string[];
  readonly filters: readonly FilterTerm[];
  readonly chips: readonly Chip[];
  /** What was not understood; it is searched as plain words meanwhile. */
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

/** Words of the longest date: `in april 2018`. */
const longestDate = 3;

const pattern = /(-?)(?:([A-Za-z]+):)?(?:"([^"]*)("?)|([^\s"]+)|(?<=:)(?=\s|$))/g;

/** Finds the parts of the box's text: words, "phrases", -exclusions and filters. Never throws. */
export function parseQuery(input: string, today: Date = new Date()): ParsedQuery {
  const words: Piece[][] = [];
  const result = {
    phrases: [] as string[],
    excluded: [] as string[],
    filters: [] as FilterTerm[],
    chips: [] as Chip[],
    issues: [] as QueryIssue[],
  };
  let run: Piece[] = [];
  const all = pieces(input);
  for (let at = 0; at < all.length;) {
    const taken = take(all, at, result, today);
    if (taken === 0) run.push(all[at]!);
    else if (run.length > 0) {
      words.push(run);
      run = [];
    }
    at += Math.max(1, taken);
  }
  if (run.length > 0) words.push(run);
  const texts = words.map((own) => own.map((piece) => input.slice(piece.start, piece.end)).join(' '));
  words.forEach((own, at) => {
    result.chips.push({ kind: 'text', key: null, label: texts[at]!, start: own[0]!.start, end: own.at(-1)!.end });
  });
  result.chips.sort((left, right) => left.start - right.start);
  return { ...result, text: texts.join(' ') };
}

function pieces(input: string): Piece[] {
  return [...input.matchAll(pattern)].map((match) => {
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
  const date = dateAt(all, at, today);
  if (date !== null) {
    addDate(date, { start: all[at]!.start, end: all[at + date.words - 1]!.end }, result);
    return date.words;
  }
  return isPlain(all[at]!) || !understand(all[at]!, result, today) ? 0 : 1;
}

/** A date in plain words that begins at a piece. */
function dateAt(all: readonly Piece[], at: number, today: Date): NaturalDate | null {
  const following = all.slice(at, at + longestDate);
  const end = following.findIndex((piece) => !isPlain(piece));
  const plain = end === -1 ? following : following.slice(0, end);
  return naturalDate(
    plain.map(({ value }) => value),
    today,
  );
}

function addDate({ from, until, label }: NaturalDate, place: { start: number; end: number }, result: Result): void {
  result.filters.push({ key: 'on', label, condition: { kind: 'taken', from, until }, negated: false });
  result.chips.push({ kind: 'filter', key: 'on', label: `taken ${label}`, ...place });
}

type Result = { -readonly [K in keyof Omit<ParsedQuery, 'text'>]: ParsedQuery[K][number][] };

/** Takes a piece that is more than a word. @returns false where it is to be searched as words. */
function understand(piece: Piece, result: Result, today: Date): boolean {
  const { start, end, value, negated } = piece;
  if (piece.unclosed)
    result.issues.push({ message: 'A quote is opened but not closed.', hint: `"${value}"`, start, end });
  if (piece.key !== null) return understandFilter(piece, piece.key, result, today);
  if (value.trim() === '') return negated || piece.quoted;
  if (!/[\p{L}\p{N}]/u.test(value)) {
    result.issues.push({
      message: `“${value}” holds no word to look for.`,
      hint: 'Write a word of letters.',
      start,
      end,
    });
    return false;
  }
  const list = negated ? result.excluded : result.phrases;
  list.push(value);
  result.chips.push({
    kind: negated ? 'exclude' : 'phrase',
    key: null,
    label: negated ? `not ${value}` : `"${value}"`,
    start,
    end,
  });
  return true;
}

function understandFilter(piece: Piece, key: string, result: Result, today: Date): boolean {
  const { start, end, value, negated } = piece;
  const kind = findFilter(key);
  if (kind === null) {
    const known = filterKinds.map((filter) => `${filter.key}:`).join(' ');
    result.issues.push({ message: `There is no filter "${key}".`, hint: `Known filters: ${known}`, start, end });
    return false;
  }
  const parsed = value === '' ? null : kind.parse(value, today);
  if (parsed === null) {
    const message = value === '' ? `${key}: needs a value.` : `"${value}" is not a value for ${key}:`;
    result.issues.push({ message, hint: `For example ${kind.example}`, start, end });
    return value === '';
  }
  result.filters.push({ key: kind.key, label: parsed.label, condition: parsed.condition, negated });
  result.chips.push({
    kind: 'filter',
    key: kind.key,
    label: negated ? `not ${parsed.label}` : parsed.label,
    start,
    end,
  });
  return true;
}
