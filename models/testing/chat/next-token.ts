import { float32, int64 } from '../onnx-graph.ts';
import type { Arithmetic } from './arithmetic.ts';
import { channels, colours, modulus, type Words } from './words.ts';

/** What a decoder attends to, all of one sequence of `total` tokens. */
export interface Attended {
  /** [1, total, hiddenSize]. */
  readonly embeddings: string;
  /** [1, total]: 1 where attended to. */
  readonly mask: string;
  /** A sum over everything attended to, a scalar. */
  readonly sum: string;
}

/**
 * What the replicas answer: the colour of each photo in order (`nothing` without photos), then the sum that all tokens,
 * features and positions make modulo 23, then the end. Asked to count, they count and never end.
 * @returns the name of the logits, [1, length, vocabulary].
 */
export function addNextToken(a: Arithmetic, words: Words, attended: Attended, length: string): string {
  const said = addSaid(a, words, attended);
  const starts = addStarts(a, attended);
  const photos = a.total(starts);
  const parts = a.graph.node('Max', [photos, a.number(1)]);

  const colour = colourOfPhoto(a, words, attended, a.multiply(starts, isNumber(a, a.running(starts), a.plus(said, 1))));
  const nothing = a.number(words.id('nothing'));
  const part = a.where(a.less(photos, a.number(1)), nothing, colour);
  const sum = a.plus(a.modulo(attended.sum, modulus), words.id('0'));
  const afterParts = a.where(a.less(said, a.plus(parts, 1)), sum, a.number(words.id(words.signs.end)));
  const answer = a.where(a.less(said, parts), part, afterParts);
  const counted = a.plus(a.modulo(said, modulus - 1), words.id('1'));
  const counts = a.less(a.number(0.5), addTask(a, attended));
  return logitsOf(a, words, a.where(counts, counted, answer), length);
}

const channel = (a: Arithmetic, { embeddings, mask }: Attended, index: number): string =>
  a.multiply(a.pick(embeddings, index, 2), mask);

/** Tokens of the answer so far. */
export function addSaid(a: Arithmetic, words: Words, attended: Attended): string {
  const asked = a.maximum(a.multiply(channel(a, attended, channels.answers), a.running(attended.mask)));
  return a.plus(a.subtract(a.total(attended.mask), asked), -words.signs.answersOffset);
}

/** [1, total]: 1 at each photo's first image token. */
export const addStarts = (a: Arithmetic, attended: Attended): string =>
  a.multiply(channel(a, attended, channels.image), a.shifted(channel(a, attended, channels.opens)));

export const addTask = (a: Arithmetic, attended: Attended): string => a.maximum(channel(a, attended, channels.task));

export const isNumber = (a: Arithmetic, values: string, number: string): string =>
  a.float(a.less(a.graph.node('Abs', [a.subtract(values, number)]), a.number(0.5)));

/** The id of the colour word whose signs are those of the features at the one place that `at` marks. */
export function colourOfPhoto(a: Arithmetic, words: Words, { embeddings }: Attended, at: string): string {
  const sign = (channel: number): string =>
    a.float(a.less(a.number(0), a.total(a.multiply(a.pick(embeddings, channel, 2), at))));
  const bits = [channels.red, channels.green, channels.blue].map((channel, bit) => a.times(sign(channel), 4 >> bit));
  return a.plus(bits.reduce(a.add), words.id(colours[0]));
}

/** How much likelier the right token is than each other, as a logit. */
export const logitOfAnswer = 6;

export function logitsOf(a: Arithmetic, words: Words, token: string, length: string): string {
  const count = words.tokens.length;
  const ids = a.graph.constant(
    float32(
      [1, 1, count],
      words.tokens.map((_, id) => id),
    ),
  );
  const row = a.times(isNumber(a, ids, token), logitOfAnswer);
  const shape = a.graph.node('Concat', [a.ints(1), length, a.graph.constant(int64([1], [count]))], { axis: 0 });
  return a.graph.node('Expand', [row, shape], {}, 'logits');
}
