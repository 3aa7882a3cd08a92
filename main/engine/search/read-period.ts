import {
  capitalised,
  dayPeriod,
  daysPeriod,
  isoDay,
  monthOf,
  monthPeriod,
  weekdays,
  yearlyPeriod,
  yearsPeriod,
  type Period,
} from './periods.ts';

/** What dates are read against. */
export interface Calendar {
  readonly today: Date;
  readonly firstYear: number;
  readonly lastYear: number;
}

/** A period with how many of the words it takes. */
export interface ReadPeriod {
  readonly words: number;
  readonly period: Period;
}

type Reader = (words: readonly string[], calendar: Calendar) => ReadPeriod | null;

/** A word as dates are compared: in lower case, without the punctuation after it. */
export const bareWord = (word: string): string => word.toLowerCase().replace(/[,.;!?)]+$/, '');

/** The period that `words` (`bareWord` each) begin with; null where they begin otherwise. */
export function readPeriod(words: readonly string[], calendar: Calendar): ReadPeriod | null {
  for (const read of readers) {
    const found = read(words, calendar);
    if (found !== null) return found;
  }
  return null;
}

const taking = (words: number, period: Period | null): ReadPeriod | null =>
  period === null ? null : { words, period };

export function yearOf(word: string | undefined, { firstYear, lastYear }: Calendar): number | null {
  if (word === undefined || !/^\d{4}$/.test(word)) return null;
  const year = Number(word);
  return year >= firstYear && year <= lastYear ? year : null;
}

const yearFirst = /^(\d{4})([-./])(\d{1,2})(?:\2(\d{1,2}))?$/;
const yearLast = /^(\d{1,2})([-./])(\d{1,2})\2(\d{4})$/;
/** `12/2004`, `05.2004`; `1/2000` is an exposure. */
const monthYear = /^(?!1\/)(\d{1,2})[./](\d{4})$/;

/** Every reading of a date in numbers: two for `4/5/2004`, which is in May for some and in April for others. */
export function numericDates(word: string, calendar: Calendar): Period[] {
  const first = yearFirst.exec(word);
  if (first !== null) return yearFirstDates(first, calendar);
  const month = monthYear.exec(word);
  if (month !== null) return yearFirstDates([word, month[2]!, '-', month[1]!], calendar);
  const [, left, separator, right, written] = yearLast.exec(word) ?? [];
  const year = yearOf(written, calendar);
  if (year === null) return [];
  const dayFirst = dayPeriod(year, Number(right) - 1, Number(left));
  const monthFirst = separator === '.' ? null : dayPeriod(year, Number(left) - 1, Number(right));
  const readings = [dayFirst, monthFirst].filter((reading) => reading !== null);
  return readings[0]?.from === readings[1]?.from ? readings.slice(0, 1) : readings;
}

function yearFirstDates([, written, separator, month, day]: readonly string[], calendar: Calendar): Period[] {
  const year = yearOf(written, calendar);
  if (year === null || Number(month) < 1 || Number(month) > 12) return [];
  if (day === undefined) return separator === '-' ? [monthPeriod(year, Number(month) - 1)] : [];
  return [dayPeriod(year, Number(month) - 1, Number(day))].filter((period) => period !== null);
}

const numeric: Reader = ([first = ''], calendar) => {
  const readings = numericDates(first, calendar);
  return readings.length === 1 ? taking(1, readings[0]!) : null;
};

/** `12 april 2004`, `12th of april 2004`, `april 12, 2004`. */
const dayOfMonth: Reader = (words, calendar) => {
  const middle = words[1] === 'of' ? 2 : 1;
  const year = yearOf(words[middle + 1], calendar);
  if (year === null) return null;
  const dayFirst = datedDay(words[0], words[middle], year);
  return taking(middle + 2, dayFirst ?? (middle === 1 ? datedDay(words[1], words[0], year) : null));
};

function datedDay(day: string | undefined, named: string | undefined, year: number): Period | null {
  const number = /^(\d{1,2})(?:st|nd|rd|th)?$/.exec(day ?? '')?.[1];
  const month = monthOf(named ?? '');
  return number === undefined || month === null ? null : dayPeriod(year, month, Number(number));
}

/** `april 2018`, `summer of 2018`, `christmas 2019`. */
const inYear: Reader = ([name = '', ...after], calendar) => {
  const skipped = after[0] === 'of' ? 1 : 0;
  const year = yearOf(after[skipped], calendar);
  if (year === null) return null;
  const month = monthOf(name);
  return taking(2 + skipped, month === null ? (yearlyPeriod(name)?.(year) ?? null) : monthPeriod(year, month));
};

/** `the 1990s`, and `1990s` where nothing follows: a `1950s car` is no date. */
const decade: Reader = (words, calendar) => {
  const article = words[0] === 'the' ? 1 : 0;
  const year = yearOf(/^(\d{3}0)['’]?s$/.exec(words[article] ?? '')?.[1], calendar);
  if (year === null || (article === 0 && words.length > 1)) return null;
  return taking(article + 1, { ...yearsPeriod(year, year + 9), label: `${year}s` });
};

/** `2018`, `2017-2018`. */
const yearAlone: Reader = ([first = ''], calendar) => {
  const year = yearOf(first, calendar);
  if (year !== null) return taking(1, yearsPeriod(year, year));
  const [, from, to] = /^(\d{4})[-–](\d{4})$/.exec(first) ?? [];
  const range = [yearOf(from, calendar), yearOf(to, calendar)] as const;
  if (range[0] === null || range[1] === null || range[1] < range[0]) return null;
  return taking(1, yearsPeriod(range[0], range[1]));
};

const named = (period: Period, name: string): Period => ({ ...period, label: `${name} (${period.label})` });

const daysFrom = (today: Date, offset: number): Date =>
  new Date(today.getFullYear(), today.getMonth(), today.getDate() + offset);

const dayWords: Reader = ([first = ''], { today }) => {
  const back = ['today', 'yesterday'].indexOf(first);
  return back === -1 ? null : taking(1, named(daysPeriod(daysFrom(today, -back), 1), first));
};

type Unit = 'day' | 'week' | 'month' | 'year';

/** The week (from Monday), month or year that was `back` of them ago. */
function unitBack(unit: Unit, back: number, today: Date): Period {
  if (unit === 'day') return daysPeriod(daysFrom(today, -back), 1);
  if (unit === 'week') return daysPeriod(daysFrom(today, -((today.getDay() + 6) % 7) - 7 * back), 7);
  if (unit === 'month') return monthPeriod(today.getFullYear(), today.getMonth() - back);
  return yearsPeriod(today.getFullYear() - back, today.getFullYear() - back);
}

const unitOf = (word: string | undefined): Unit | null => {
  const unit = /^(day|week|month|year)s?$/.exec(word ?? '')?.[1];
  return unit === undefined ? null : (unit as Unit);
};

/** `this year`, `last week`, `last summer`, `last monday`. */
const lastOrThis: Reader = ([which = '', name = ''], { today }) => {
  const back = ['this', 'last'].indexOf(which);
  const unit = unitOf(name);
  if (back === -1 || (unit !== null && unit !== name)) return null;
  if (unit !== null && unit !== 'day') return taking(2, named(unitBack(unit, back, today), `${which} ${name}`));
  const inThatYear = yearlyPeriod(name);
  const thisYear = today.getFullYear();
  if (back === 1) {
    const month = monthOf(name);
    const inYear = month === null ? inThatYear : (year: number) => monthPeriod(year, month);
    if (inYear !== null) return taking(2, lastOver(inYear, thisYear, isoDay(today)));
  }
  if (inThatYear !== null) return taking(2, inThatYear(thisYear));
  const weekday = weekdays.indexOf(name);
  if (weekday === -1 || back === 0) return null;
  const days = ((today.getDay() - weekday + 6) % 7) + 1;
  return taking(2, named(daysPeriod(daysFrom(today, -days), 1), `last ${capitalised(name)}`));
};

/** The last one up to `year` that is over. */
function lastOver(inYear: (year: number) => Period, year: number, today: string): Period {
  const period = inYear(year);
  return period.until <= today ? period : lastOver(inYear, year - 1, today);
}

const numbers = 'zero one two three four five six seven eight nine ten eleven twelve'.split(' ');

function countOf(word: string | undefined): number | null {
  if (word === 'a' || word === 'an') return 1;
  if (/^\d{1,3}$/.test(word ?? '')) return Number(word);
  const number = numbers.indexOf(word ?? '');
  return number === -1 ? null : number;
}

/** `3 days ago`, `two years ago`. */
const ago: Reader = ([many, name, last], { today }) => {
  const [count, unit] = [countOf(many), unitOf(name)];
  if (last !== 'ago' || count === null || unit === null) return null;
  return taking(3, named(unitBack(unit, count, today), `${many} ${name} ago`));
};

/** `last 7 days`, `past three months`: up to and with today. */
const lastFew: Reader = ([which = '', many, name], { today }) => {
  const [count, unit] = [countOf(many), unitOf(name)];
  if ((which !== 'last' && which !== 'past') || count === null || count === 0 || unit === null) return null;
  const start = {
    day: daysFrom(today, 1 - count),
    week: daysFrom(today, 1 - 7 * count),
    month: new Date(today.getFullYear(), today.getMonth() - count, today.getDate() + 1),
    year: new Date(today.getFullYear() - count, today.getMonth(), today.getDate() + 1),
  }[unit];
  const period = { from: isoDay(start), until: isoDay(daysFrom(today, 1)), label: `${which} ${many} ${name}` };
  return taking(3, period);
};

const readers: readonly Reader[] = [numeric, dayOfMonth, inYear, yearAlone, decade, dayWords, lastFew, lastOrThis, ago];
