import type { Together } from './asked-of-each.ts';
import { joinWords } from './join-words.ts';

export interface EachAnswer {
  /** Of its photo. */
  readonly name: string;
  readonly text: string;
}

/** What answers about single photos, two at least, come to together; it says of which photos that cannot be told. */
export function concludeTogether(together: Together, answers: readonly EachAnswer[]): string {
  if (together.kind === 'all') return concludeAll(together.expected, answers);
  if (together.kind === 'how_many') return concludeShowing(together.thing, answers);
  if (together.kind === 'same') return concludeSame(answers);
  return concludeCounts(together, answers);
}

const numbers = 'zero one two three four five six seven eight nine ten eleven twelve'.split(' ');
const none = new Set(['no', 'none', 'nobody', 'nothing']);

function numberOf(text: string): number | null {
  const [word = ''] = wordsOf(text).split(' ');
  if (none.has(word)) return 0;
  const number = /^\d+$/.test(word) ? Number(word) : numbers.indexOf(word);
  return number < 0 ? null : number;
}

const wordsOf = (text: string): string => text.toLowerCase().replace(/[.!\s]+$/, '');

const isUnknown = ({ text }: EachAnswer): boolean => /^i (can['’]t|cannot|don't)\b/.test(wordsOf(text)) || text === '';

interface Counted extends EachAnswer {
  readonly count: number;
}

function concludeCounts(
  { kind, things }: Extract<Together, { things: string }>,
  answers: readonly EachAnswer[],
): string {
  const counted = answers.flatMap((answer): Counted[] => {
    const count = numberOf(answer.text);
    return count === null ? [] : [{ ...answer, count }];
  });
  const uncounted = answers.filter(({ text }) => numberOf(text) === null);
  if (counted.length === 0 || (kind !== 'total' && counted.length < 2))
    return `I can’t tell: I could not count the ${things} in ${listOf(uncounted)}.`;
  if (uncounted.length === 0 && counted.every(({ count }) => count === 0)) return `I see no ${things} in any of them.`;
  const missing = uncounted.length === 0 ? '' : ` I could not count them in ${listOf(uncounted)}.`;
  return `${kind === 'total' ? sumOf(counted, things) : extremeOf(counted, kind, things)}${missing}`;
}

function sumOf(counted: readonly Counted[], things: string): string {
  const sum = counted.reduce((total, { count }) => total + count, 0);
  return `Together that is ${sum} ${things}, where the same may be in several photos.`;
}

function extremeOf(counted: readonly Counted[], kind: 'most' | 'fewest', things: string): string {
  const counts = counted.map(({ count }) => count);
  const wanted = kind === 'most' ? Math.max(...counts) : Math.min(...counts);
  const winners = counted.filter(({ count }) => count === wanted);
  const many = numbers[wanted] ?? String(wanted);
  if (winners.length === counted.length) return `I count as many ${things} in each: ${many}.`;
  return winners.length === 1
    ? `${listOf(winners)} shows the ${kind} ${things}: ${many}.`
    : `${listOf(winners)} show the ${kind} ${things}: ${many} each.`;
}

function concludeAll(expected: string, answers: readonly EachAnswer[]): string {
  const unknown = answers.filter(isUnknown);
  const others = answers.filter((answer) => !isUnknown(answer) && wordsOf(answer.text) !== expected);
  if (others.length === answers.length) return 'No, none of them.';
  const untold = unknown.length === 0 ? '' : ` I can’t tell for ${listOf(unknown)}.`;
  if (others.length > 0) return `No: not ${listOf(others)}.${untold}`;
  if (unknown.length > 0) return untold.trim();
  return answers.length === 2 ? 'Yes, both.' : 'Yes, all of them.';
}

function concludeShowing(thing: string, answers: readonly EachAnswer[]): string {
  const showing = answers.filter(({ text }) => wordsOf(text) === 'yes');
  const unknown = answers.filter(isUnknown);
  const untold = unknown.length === 0 ? '' : ` I can’t tell for ${listOf(unknown)}.`;
  if (showing.length === 0) return `None of them shows ${thing}.${untold}`;
  const verb = showing.length === 1 ? 'shows' : 'show';
  return `${showing.length} of ${answers.length} ${verb} ${thing}: ${listOf(showing)}.${untold}`;
}

function concludeSame(answers: readonly EachAnswer[]): string {
  const unknown = answers.filter(isUnknown);
  const untold = unknown.length === 0 ? '' : `I can’t tell for ${listOf(unknown)}.`;
  const seen = [...new Set(answers.filter((answer) => !isUnknown(answer)).map(({ text }) => wordsOf(text)))];
  if (seen.length > 1) return `No: ${joinWords(seen)}. ${untold}`.trim();
  return unknown.length > 0 ? untold : `Yes, the same: ${seen[0]!}.`;
}

const listOf = (answers: readonly EachAnswer[]): string => joinWords(answers.map(({ name }) => name));
