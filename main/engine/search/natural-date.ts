/** A date in plain words, with how many of the words it takes. */
export interface NaturalDate {
  readonly words: number;
  /** Half-open, `YYYY-MM-DD`. */
  readonly from: string;
  readonly until: string;
  readonly label: string;
}

const months = 'january february march april may june july august september october november december'.split(' ');
/** Words that lead a date in and belong to it. */
const leads = new Set(['in', 'from', 'during', 'of']);
/** Photographs are not older. */
const firstYear = 1826;

/**
 * The date that `words` begin with: `april 2018`, `2017-2018`, `2019`, each also after `in`; null where they begin otherwise.
 * A number that is meant as a word goes into quotes.
 */
export function naturalDate(words: readonly string[], today: Date): NaturalDate | null {
  const lead = leads.has(words[0]?.toLowerCase() ?? '') ? 1 : 0;
  const [first = '', second = ''] = words.slice(lead).map((word) => word.toLowerCase().replace(/,$/, ''));
  const month = monthOf(first);
  const year = yearOf(month === null ? first : second, today);
  if (month !== null && year !== null) {
    const next = month === 11 ? [year + 1, 0] : [year, month + 1];
    return { words: lead + 2, from: day(year, month), until: day(next[0]!, next[1]!), label: `${name(month)} ${year}` };
  }
  if (month === null && year !== null) return years(year, year, lead + 1);
  const range = /^(\d{4})[-–](\d{4})$/.exec(first);
  if (range === null) return null;
  const [from, to] = [yearOf(range[1]!, today), yearOf(range[2]!, today)];
  return from === null || to === null || to < from ? null : years(from, to, lead + 1);
}

function years(from: number, to: number, words: number): NaturalDate {
  return { words, from: day(from, 0), until: day(to + 1, 0), label: from === to ? `${from}` : `${from} to ${to}` };
}

const day = (year: number, month: number): string => `${year}-${String(month + 1).padStart(2, '0')}-01`;
const name = (month: number): string => months[month]!.replace(/^./, (letter) => letter.toUpperCase());

function yearOf(word: string, today: Date): number | null {
  const year = /^\d{4}$/.test(word) ? Number(word) : 0;
  return year >= firstYear && year <= today.getFullYear() ? year : null;
}

/** `april` or `apr`; `may` and `march` are months only beside a year, which the caller asks for. */
function monthOf(word: string): number | null {
  const found = months.findIndex((month) => month === word || (word.length === 3 && month.startsWith(word)));
  return found === -1 ? null : found;
}
