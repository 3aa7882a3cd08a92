import type { Words } from '../../testing/chat/words.ts';

/** What is filled in while it answers: the photo's colour, the sum of everything, a place of that many thousandths. */
export const slots = { colour: -1, sum: -2, place: -3 } as const;

/** Answers by task, as words with `{slots}`. Task 0 is none. */
export const answers = [
  '',
  '{colour} {sum}',
  'a {colour} photo {sum}',
  'this photo shows a {colour} picture . {sum}',
  '{colour} picture <loc_100> <loc_200> <loc_300> <loc_400> photo <loc_0> <loc_10> <loc_999> {place}',
  '{colour} <loc_500> <loc_40> <loc_600> {place} <loc_1> <loc_2> <loc_3> <loc_4>',
  'what is <loc_10> <loc_20> <loc_110> <loc_24> <loc_108> <loc_44> <loc_8> {place} it <loc_5> <loc_6> <loc_7> <loc_9> <loc_11> <loc_12> <loc_13> <loc_14>',
] as const;

export const programLength = 24;

/** A task's answer as ids, `programLength` of them, ended. */
export function programIds(words: Words, answer: string): number[] {
  const ids = answer
    .split(' ')
    .filter((token) => token !== '')
    .map((token) => (token.startsWith('{') ? slots[token.slice(1, -1) as keyof typeof slots] : words.id(token)));
  return [...ids, ...Array<number>(programLength - ids.length).fill(words.id(words.signs.end))];
}

/** Words of the prompts that tell the task. */
export const taskWords: ReadonlyMap<string, number> = new Map([
  ['does', 1],
  ['detail', 2],
  ['paragraph', 3],
  ['category', 4],
  ['phrases', 5],
  ['regions', 6],
]);
