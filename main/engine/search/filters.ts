import { photoFormats } from '../../../app/contract/photo.ts';
import { boundsOf, type DateKey } from './natural-date.ts';
import type { Period } from './periods.ts';
import { bareWord, readPeriod } from './read-period.ts';

/** A condition on facts, ready for the store. Dates are half-open local wall-clock ranges. */
export type Condition =
  | { readonly kind: 'taken'; readonly from: string | null; readonly until: string | null }
  | {
      readonly kind: 'words';
      readonly field: 'camera' | 'lens' | 'folder' | 'place' | 'name' | 'keyword';
      readonly text: string;
    }
  | { readonly kind: 'format'; readonly formats: readonly string[] }
  | { readonly kind: 'has'; readonly what: 'gps' | 'caption' | 'keywords' | 'raw' | 'live' }
  | { readonly kind: 'is'; readonly what: 'favourite' | 'portrait' | 'landscape' | 'square' | 'panorama' }
  | { readonly kind: 'rating'; readonly from: number; readonly to: number };

export interface FilterValue {
  readonly condition: Condition;
  /** What its chip says. */
  readonly label: string;
}

export interface FilterKind {
  readonly key: string;
  /** Shown where a value is not understood, and in suggestions. */
  readonly example: string;
  readonly values: readonly string[];
  /** null where the value is not understood. */
  parse(value: string, today: Date): FilterValue | null;
}

/** What a date filter takes: years that photographs may lie about. */
const filterYears = { firstYear: 1000, lastYear: 9999 } as const;

/** `2019`, `2019-06`, `2019-06-12`, `yesterday`, `last summer` … as the days that it covers. */
export function parsePeriod(value: string, today: Date): Period | null {
  const words = value.trim().split(/\s+/).map(bareWord);
  const found = readPeriod(words, { today, ...filterYears });
  return found?.words === words.length ? found.period : null;
}

function dateFilter(key: DateKey): FilterKind {
  return {
    key,
    example: `${key}:2021-06`,
    values: ['today', 'yesterday'],
    parse(value, today) {
      const period = parsePeriod(value, today);
      if (period === null) return null;
      const said = /^\d/.test(value) ? value : period.label;
      return { condition: { kind: 'taken', ...boundsOf(key, period) }, label: `${key} ${said}` };
    },
  };
}

function wordFilter(key: Extract<Condition, { kind: 'words' }>['field'], example: string): FilterKind {
  return {
    key,
    example,
    values: [],
    parse: (value) => ({ condition: { kind: 'words', field: key, text: value }, label: `${key} ${value}` }),
  };
}

function choiceFilter<const T extends string>(
  key: string,
  choices: readonly T[],
  toCondition: (choice: T) => Condition,
): FilterKind {
  return {
    key,
    example: `${key}:${choices[0]}`,
    values: choices,
    parse(value) {
      const choice = choices.find((candidate) => candidate === value.toLowerCase());
      return choice === undefined ? null : { condition: toCondition(choice), label: `${key} ${choice}` };
    },
  };
}

const formatNames: Readonly<Record<string, readonly string[]>> = { jpg: ['jpeg'], tif: ['tiff'], heif: ['heic'] };

const rating: FilterKind = {
  key: 'rating',
  example: 'rating:4 or rating:>=3',
  values: ['>=3', '5'],
  parse(value) {
    const match = /^(>=|<=|>|<|=)?([0-5])$/.exec(value);
    if (match === null) return null;
    const stars = Number(match[2]);
    const ranges: Readonly<Record<string, readonly [number, number]>> = {
      '>=': [stars, 5],
      '<=': [0, stars],
      '>': [stars + 1, 5],
      '<': [0, stars - 1],
      '=': [stars, stars],
    };
    const [from, to] = ranges[match[1] ?? '=']!;
    return { condition: { kind: 'rating', from, to }, label: `rating ${value}` };
  },
};

/** Every filter that the box knows. */
export const filterKinds: readonly FilterKind[] = [
  dateFilter('before'),
  dateFilter('until'),
  dateFilter('after'),
  dateFilter('since'),
  dateFilter('on'),
  wordFilter('camera', 'camera:canon'),
  wordFilter('lens', 'lens:50mm'),
  wordFilter('folder', 'folder:norway'),
  wordFilter('place', 'place:bergen'),
  wordFilter('name', 'name:img_2041'),
  wordFilter('keyword', 'keyword:family'),
  choiceFilter('type', [...photoFormats, 'jpg', 'tif', 'heif'], (choice) => ({
    kind: 'format',
    formats: formatNames[choice] ?? [choice],
  })),
  choiceFilter('has', ['gps', 'caption', 'keywords', 'raw', 'live'], (what) => ({ kind: 'has', what })),
  choiceFilter('is', ['favourite', 'portrait', 'landscape', 'square', 'panorama'], (what) => ({ kind: 'is', what })),
  rating,
];

const otherSpellings: Readonly<Record<string, string>> = {
  date: 'on',
  city: 'place',
  country: 'place',
  tag: 'keyword',
  format: 'type',
  file: 'name',
};

export function findFilter(key: string): FilterKind | null {
  const name = otherSpellings[key.toLowerCase()] ?? key.toLowerCase();
  return filterKinds.find((kind) => kind.key === name) ?? null;
}
