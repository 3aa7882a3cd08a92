import { bareWord } from './read-period.ts';

/** What is to be left out, in plain words, with how many of the words it takes; nothing named where it is unclear. */
export interface NaturalExclusion {
  readonly words: number;
  readonly texts: readonly string[];
}

const negators = new Set(['without', 'not', 'no', 'except', 'excluding']);
/** `with no people`, `but not a dog`. */
const introductions = new Set(['with', 'but', 'and']);
/** `why not` and `do not disturb` leave nothing out. */
const spoken = new Set(['do', 'does', 'did', 'why', 'is', 'are', 'was', 'were', 'or', 'can', 'if']);
/** `no parking` is what a sign says. */
const signs = new Set([
  'parking',
  'entry',
  'smoking',
  'swimming',
  'trespassing',
  'through',
  'exit',
  'stopping',
  'fishing',
]);
const articles = new Set(['a', 'an', 'the', 'any', 'some']);
const ends = new Set(
  'and or nor but at in on with by near under over for from during to while that which who behind beside before after'.split(
    ' ',
  ),
);
const mostWords = 3;

/** How many words from here negate what follows; 0 where none does. @param before the word before, if any. */
export function negatorLength(words: readonly string[], before: string | undefined): number {
  const [first = '', second = ''] = words.map(bareWord);
  const introduced = introductions.has(first) && negators.has(second);
  const negator = introduced ? second : first;
  if (!negators.has(negator) || (!introduced && spoken.has(bareWord(before ?? '')))) return 0;
  const length = introduced ? 2 : 1;
  return negator === 'no' && signs.has(bareWord(words[length] ?? '')) ? 0 : length;
}

/**
 * What the words after a negator leave out: `without dogs or cats at the sea` names dogs and cats.
 * @param isEnd true where something other than words begins, counted from the negator on.
 */
export function exclusionAfter(
  words: readonly string[],
  negator: number,
  isEnd: (at: number) => boolean,
): NaturalExclusion {
  const texts: string[] = [];
  const joins = bareWord(words[negator - 1]!) === 'not' ? ['or', 'nor'] : ['or', 'nor', 'and'];
  let end = negator;
  for (let at = negator; ; at = end + 1) {
    const named = nameAt(words, at, isEnd);
    if (named.text === '') break;
    texts.push(named.text);
    end = named.end;
    if (words[end - 1]!.endsWith(',') || !joins.includes(bareWord(words[end] ?? ''))) break;
  }
  return { words: end, texts };
}

function nameAt(words: readonly string[], start: number, isEnd: (at: number) => boolean) {
  let at = start;
  while (articles.has(bareWord(words[at] ?? ''))) at += 1;
  const first = at;
  while (at < words.length && at < first + mostWords && !endsName(words[at]!) && !isEnd(at)) {
    at += 1;
    if (/[,.;]$/.test(words[at - 1]!)) break;
  }
  const text = words
    .slice(first, at)
    .map((word) => word.replace(/[,.;!?]+$/, ''))
    .join(' ');
  return { text, end: at };
}

/** True for a word that ends a name. */
const endsName = (word: string): boolean => ends.has(bareWord(word)) || negators.has(bareWord(word));
