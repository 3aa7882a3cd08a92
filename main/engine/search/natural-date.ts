import { monthOf, monthPeriod, type Period } from './periods.ts';
import { bareWord, readPeriod, yearOf, type Calendar, type ReadPeriod } from './read-period.ts';

/** How a period bounds the days: `since` and `until` count it in, `after` and `before` leave it out. */
export type DateKey = 'on' | 'before' | 'after' | 'since' | 'until';

export interface Bounds {
  readonly from: string | null;
  readonly until: string | null;
}

/** A date in plain words, with how many of the words it takes. */
export interface NaturalDate extends Bounds {
  readonly words: number;
  readonly key: DateKey;
  readonly label: string;
}

/** Words of the longest date: `taken between the 12th of april 2004 and the 3rd of may 2005`. */
export const longestDate = 14;

const takenWords = new Set(['taken', 'made', 'shot', 'photographed', 'dated']);
const leads: Readonly<Record<string, DateKey>> = {
  in: 'on',
  from: 'on',
  during: 'on',
  of: 'on',
  on: 'on',
  at: 'on',
  before: 'before',
  after: 'after',
  since: 'since',
  until: 'until',
  till: 'until',
};
const rangeWords: ReadonlySet<string> = new Set(['to', 'or', 'until', 'till', 'through', '-', '–']);
/** Months that are other words as well. */
const ambiguousMonths = new Set(['may', 'march', 'mar']);
/** Photographs are not older. */
const firstYear = 1826;
const lastYear = 2100;

export function boundsOf(key: DateKey, { from, until }: Period): Bounds {
  const bounds: Record<DateKey, Bounds> = {
    on: { from, until },
    before: { from: null, until: from },
    after: { from: until, until: null },
    since: { from, until: null },
    until: { from: null, until },
  };
  return bounds[key];
}

/** Years that plain words may mean; one in the future only where a word before it says that it is a date. */
export const calendarOf = (today: Date, key: DateKey = 'on'): Calendar => ({
  today,
  firstYear,
  lastYear: key === 'on' ? today.getFullYear() : lastYear,
});

/**
 * The date that `words` begin with: `april 2018`, `last summer`, `before 2004`, `between may and july`; null where they begin
 * otherwise. A number that is meant as a word goes into quotes.
 */
export function naturalDate(words: readonly string[], today: Date): NaturalDate | null {
  const all = words.map(bareWord);
  const taken = takenWords.has(all[0] ?? '') ? 1 : 0;
  const lead = all[taken] ?? '';
  const read = lead === 'between' ? between(all.slice(taken + 1), today) : led(all.slice(taken), today);
  if (read === null) return null;
  const { words: count, ...date } = read;
  return { words: taken + (lead === 'between' ? 1 : 0) + count, ...date };
}

function between(words: readonly string[], today: Date): NaturalDate | null {
  const range = rangeOf(words, { today, joins: new Set(['and', ...rangeWords]), bare: true });
  return range === null ? null : toDate('on', range);
}

function led(words: readonly string[], today: Date): NaturalDate | null {
  const key = leads[words[0] ?? ''];
  const start = key === undefined ? 0 : 1;
  const following = words.slice(start);
  const read =
    readLed(following, { key, today, from: words[0] === 'from' }) ??
    (key === undefined ? null : readBareMonth(following, key, today));
  if (read === null) return null;
  const date = toDate(key ?? 'on', read);
  const onwards = date.key === 'on' && /^onwards?$/.test(following[read.words] ?? '');
  if (!onwards) return { ...date, words: start + date.words };
  return { ...toDate('since', read), words: start + read.words + 1 };
}

function readLed(
  words: readonly string[],
  { key, today, from }: { key: DateKey | undefined; today: Date; from: boolean },
): ReadPeriod | null {
  if (key === undefined || from) {
    const range = rangeOf(words, { today, joins: rangeWords, bare: from });
    if (range !== null) return range;
  }
  return afterArticle(words, (rest) => readPeriod(rest, calendarOf(today, key)));
}

function toDate(key: DateKey, { words, period }: ReadPeriod): NaturalDate {
  const label = key === 'on' ? period.label : `${key} ${period.label}`;
  return { words, key, ...boundsOf(key, period), label };
}

/** `the summer of 2018`, `the year 2004`: read without the words that say nothing. */
function afterArticle(words: readonly string[], read: (words: readonly string[]) => ReadPeriod | null) {
  const article = words[0] === 'the' ? 1 : 0;
  const skipped = article + (words[article] === 'year' ? 1 : 0);
  const whole = read(words);
  if (whole !== null) return whole;
  const found = read(words.slice(skipped));
  return found === null ? null : { ...found, words: skipped + found.words };
}

/** `since april`: the last one that has begun. `before march` may be no date, so two months are left to `since` and `until`. */
function readBareMonth([word = '']: readonly string[], key: DateKey, today: Date): ReadPeriod | null {
  const month = monthOf(word);
  const certain = key === 'since' || key === 'until' || (key !== 'on' && !ambiguousMonths.has(word));
  if (month === null || !certain) return null;
  return { words: 1, period: monthPeriod(lastYearOf(month, today), month) };
}

const lastYearOf = (month: number, today: Date): number => today.getFullYear() - (month > today.getMonth() ? 1 : 0);

interface RangeOptions {
  readonly today: Date;
  /** The words between the two ends. */
  readonly joins: ReadonlySet<string>;
  /** True where months need no year. */
  readonly bare: boolean;
}

/** `2004 to 2006`, `may to july 2018` and, where `bare`, `may to july`. */
function rangeOf(words: readonly string[], options: RangeOptions): ReadPeriod | null {
  const calendar = calendarOf(options.today, options.bare ? 'since' : 'on');
  const read = (rest: readonly string[]) => afterArticle(rest, (bare) => readPeriod(bare, calendar));
  const first = read(words);
  if (first === null) return monthRange(words, calendar, options);
  const join = words[first.words] ?? '';
  if (!options.joins.has(join)) return null;
  const second = read(words.slice(first.words + 1));
  const apart = join === 'or' && second !== null && !meets(first.period, second.period);
  return second === null || apart ? null : joined(first.period, second.period, first.words + 1 + second.words);
}

const meets = (one: Period, other: Period): boolean => one.from <= other.until && other.from <= one.until;

/** A range whose first month has no year of its own. */
function monthRange(words: readonly string[], calendar: Calendar, { joins, bare, today }: RangeOptions) {
  const [from, to] = [monthOf(words[0] ?? ''), monthOf(words[2] ?? '')];
  if (from === null || to === null || !joins.has(words[1] ?? '')) return null;
  const written = yearOf(words[3], calendar);
  if (written === null && !bare) return null;
  const year = written === null ? lastYearOf(from, today) : written - (from > to ? 1 : 0);
  const last = monthPeriod(year + (from > to ? 1 : 0), to);
  return joined(monthPeriod(year, from), last, written === null ? 3 : 4);
}

function joined(one: Period, other: Period, words: number): ReadPeriod {
  const [first, last] = one.from <= other.from ? [one, other] : [other, one];
  const until = first.until > last.until ? first.until : last.until;
  return { words, period: { from: first.from, until, label: `${first.label} to ${last.label}` } };
}
