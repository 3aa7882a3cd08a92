import { float32 } from '../onnx-graph.ts';
import type { Arithmetic } from './arithmetic.ts';
import { channels, hiddenSize } from './words.ts';

/** How much a feature weighs: its normalised colour in whole steps, and its place in its tile. */
export const featureWeight = (colour: readonly number[], place: number): number =>
  Math.round(8 * (colour[0]! + 2 * colour[1]! + 3 * colour[2]!)) + (place % 5);

export interface FeatureOptions {
  /** A fault: every feature comes one place late. */
  readonly rolled?: boolean | undefined;
  /** True where no sign comes before a photo: its first feature is that sign. */
  readonly opensItself?: boolean;
  /** The name of a scalar that every feature weighs more. */
  readonly heavierBy?: string;
}

/**
 * Features of squares' mean colours.
 * @param squares the name of [count, tokens, 3]. @returns the name of [count, tokens, hiddenSize].
 */
export function addPhotoFeatures(
  a: Arithmetic,
  squares: string,
  { rolled = false, opensItself = false, heavierBy }: FeatureOptions = {},
): string {
  const colour = Array<number>(3 * hiddenSize).fill(0);
  const weight = Array<number>(3 * hiddenSize).fill(0);
  for (const [at, channel] of [channels.red, channels.green, channels.blue].entries()) {
    colour[at * hiddenSize + channel] = 1;
    weight[at * hiddenSize + channels.weight] = 8 * (at + 1);
  }
  const matrix = (values: readonly number[]): string => a.graph.constant(float32([3, hiddenSize], values));
  const steps = a.graph.node('Round', [a.graph.node('MatMul', [squares, matrix(weight)])]);
  const coloured = a.add(steps, a.graph.node('MatMul', [squares, matrix(colour)]));
  const one = a.plus(a.times(a.pick(squares, 0, 2), 0), 1);
  const place = a.plus(a.running(one), rolled ? 0 : -1);
  const first = a.float(a.less(place, a.number(0.5)));
  return [
    inChannel(a, a.modulo(place, 5), channels.weight),
    ...(heavierBy === undefined ? [] : [inChannel(a, a.multiply(one, heavierBy), channels.weight)]),
    inChannel(a, one, channels.image),
    ...(opensItself ? [inChannel(a, first, channels.opens)] : []),
  ].reduce(a.add, coloured);
}

/** [count, tokens] as one channel of [count, tokens, hiddenSize]. */
function inChannel(a: Arithmetic, values: string, channel: number): string {
  const unit = Array.from({ length: hiddenSize }, (_, index) => (index === channel ? 1 : 0));
  return a.multiply(a.graph.node('Unsqueeze', [values, a.ints(2)]), a.graph.constant(float32([hiddenSize], unit)));
}
