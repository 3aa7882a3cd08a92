import { monthOf, weekdays } from './periods.ts';
import { calendarOf } from './natural-date.ts';
import { bareWord, numericDates, yearOf } from './read-period.ts';

/** What looks like a date and is not understood, with how many of the words it takes. */
export interface DateProblem {
  readonly words: number;
  readonly message: string;
  readonly hint: string;
  /** False where it is left out of the search: numbers say nothing about what a photo shows. */
  readonly searched: boolean;
}

const example = 'For example 2004-05-01 or May 2004.';
const monthLeads = new Set(['in', 'from', 'during']);
const relative = new Set(['last', 'this', 'next', 'past']);
const vague = new Set([
  'weekend',
  'easter',
  'decade',
  'century',
  'night',
  'holiday',
  'holidays',
  'quarter',
  ...weekdays,
]);
const ahead = new Set(['week', 'month', 'year', 'spring', 'summer', 'autumn', 'fall', 'winter']);

/** What is wrong with the date that `words` seem to begin with, where they begin with none that is understood. */
export function dateProblem(words: readonly string[], today: Date): DateProblem | null {
  const all = words.map(bareWord);
  return numberProblem(all, today) ?? monthProblem(all) ?? vagueProblem(all);
}

const notADate =
  /^((?!1\/)\d{1,2}[./]\d{4}|\d{1,2}[./-]\d{1,2}[./-]\d{4}|\d{4}[./-]\d{1,2}[./-]\d{1,2}|\d{4}-\d{1,2}|\d{4}[-–]\d{4})$/;

const shortYear = /^(0?[1-9]|[12]\d|3[01])([./])(0?[1-9]|1[0-2])\2\d\d$/;

function numberProblem([word = '']: readonly string[], today: Date): DateProblem | null {
  if (shortYear.test(word)) return leftOut(`“${word}” may be a date with a year of two digits.`, example);
  const calendar = calendarOf(today, 'since');
  if (!notADate.test(word) || !word.split(/\D/).some((part) => yearOf(part, calendar) !== null)) return null;
  const readings = numericDates(word, calendar);
  if (readings.length < 2) return leftOut(`“${word}” is not a date that is understood.`, example);
  return leftOut(`“${word}” may be either of two days.`, `Write ${readings.map(({ from }) => from).join(' or ')}.`);
}

const leftOut = (message: string, hint: string): DateProblem => ({
  words: 1,
  message,
  hint: `It is left out. ${hint}`,
  searched: false,
});

/** `in april`; `in may blossom` is none. */
function monthProblem([lead = '', month = '', after]: readonly string[]): DateProblem | null {
  if (!monthLeads.has(lead) || monthOf(month) === null) return null;
  if ((month === 'may' || month === 'march' || month === 'mar') && after !== undefined) return null;
  return asWords([lead, month], 'names no year');
}

function vagueProblem([first = '', second = '', third = '']: readonly string[]): DateProblem | null {
  if (first === 'tomorrow') return asWords([first], 'is no date that is understood');
  if (relative.has(first) && (vague.has(second) || (first === 'next' && ahead.has(second))))
    return asWords([first, second], 'is no date that is understood');
  if (first === 'on' && weekdays.includes(second)) return asWords([first, second], 'is no date that is understood');
  const decade = [second, third].find((word) => /^(\d0s|(twen|thir|for|fif|six|seven|eigh|nine)ties)$/.test(word));
  if (decade !== undefined && (first === 'in' || first === 'from') && (second === 'the' || second === decade))
    return asWords(second === decade ? [first, decade] : [first, second, decade], 'is no date that is understood');
  return null;
}

const asWords = (words: readonly string[], fault: string): DateProblem => ({
  words: words.length,
  message: `“${words.join(' ')}” ${fault}.`,
  hint: `It is searched as words. ${example}`,
  searched: true,
});
