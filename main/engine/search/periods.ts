/** Days as local wall-clock dates, half-open, `YYYY-MM-DD`. */
export interface Period {
  readonly from: string;
  readonly until: string;
  readonly label: string;
}

export const months = 'january february march april may june july august september october november december'.split(
  ' ',
);
export const weekdays = 'sunday monday tuesday wednesday thursday friday saturday'.split(' ');

const firstMonths = { spring: 2, summer: 5, autumn: 8, winter: 11 } as const;
type Season = keyof typeof firstMonths;

/** Each as month from 0, first and last day. */
const holidays = { christmas: [11, 24, 26], halloween: [9, 31, 31] } as const;

const pad = (value: number): string => String(value).padStart(2, '0');
export const isoDay = (date: Date): string =>
  `${date.getFullYear()}-${pad(date.getMonth() + 1)}-${pad(date.getDate())}`;

export const capitalised = (word: string): string => word.replace(/^./, (letter) => letter.toUpperCase());

const span = (from: Date, until: Date, label: string): Period => ({ from: isoDay(from), until: isoDay(until), label });

export const yearsPeriod = (from: number, to: number): Period =>
  span(new Date(from, 0, 1), new Date(to + 1, 0, 1), from === to ? `${from}` : `${from} to ${to}`);

/** @param month from 0. */
export function monthPeriod(year: number, month: number): Period {
  const start = new Date(year, month, 1);
  const label = `${capitalised(months[start.getMonth()]!)} ${start.getFullYear()}`;
  return span(start, new Date(year, month + 1, 1), label);
}

/** @param month from 0. @returns null where the month has no such day. */
export function dayPeriod(year: number, month: number, day: number): Period | null {
  const start = new Date(year, month, day);
  return start.getDate() === day && start.getMonth() === month ? daysPeriod(start, 1) : null;
}

/** `count` days from `start` on. */
export function daysPeriod(start: Date, count: number): Period {
  const dayAt = (offset: number): Date => new Date(start.getFullYear(), start.getMonth(), start.getDate() + offset);
  const label = count === 1 ? spoken(start) : `${spoken(start)} to ${spoken(dayAt(count - 1))}`;
  return span(dayAt(0), dayAt(count), label);
}

const spoken = (date: Date): string =>
  `${date.getDate()} ${capitalised(months[date.getMonth()]!)} ${date.getFullYear()}`;

/** Three months of the northern year; winter begins in December of `year`. */
function seasonPeriod(season: Season, year: number): Period {
  const first = firstMonths[season];
  const [start, last] = [new Date(year, first, 1), new Date(year, first + 2, 1)];
  const monthOf = (date: Date): string => capitalised(months[date.getMonth()]!);
  const end = last.getFullYear() === year ? monthOf(last) : `${monthOf(last)} ${last.getFullYear()}`;
  return span(start, new Date(year, first + 3, 1), `${season} ${year} (${monthOf(start)} to ${end})`);
}

function holidayPeriod(holiday: keyof typeof holidays, year: number): Period {
  const [month, first, last] = holidays[holiday];
  const days = first === last ? `${first}` : `${first} to ${last}`;
  const label = `${capitalised(holiday)} ${year} (${days} ${capitalised(months[month]!)})`;
  return span(new Date(year, month, first), new Date(year, month, last + 1), label);
}

/** `april`, `apr` or `sept` as 0 to 11. */
export function monthOf(word: string): number | null {
  const found = months.findIndex(
    (month) =>
      month === word || (word.length === 3 && month.startsWith(word)) || (word === 'sept' && month === 'september'),
  );
  return found === -1 ? null : found;
}

/** What a word names that comes once a year, as its days in a year; null for other words. */
export function yearlyPeriod(word: string): ((year: number) => Period) | null {
  const name = word === 'fall' ? 'autumn' : word;
  if (Object.hasOwn(firstMonths, name)) return (year) => seasonPeriod(name as Season, year);
  if (Object.hasOwn(holidays, name)) return (year) => holidayPeriod(name as keyof typeof holidays, year);
  return null;
}
