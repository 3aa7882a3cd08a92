import { float32 } from '../onnx-graph.ts';
import type { Arithmetic } from './arithmetic.ts';
import { channels, hiddenSize } from './words.ts';

/** How much a feature weighs: its normalised colour in whole steps, and its place in its tile. */
export const featureWeight = (colour: readonly number[], place: number): number =>
  Math.round(8 * (colour[0]! + 2 * colour[1]! + 3 * colour[2]!)) + (place % 5);

/**
 * Features of squares' mean colours.
 * @param squares the name of [count, tokens, 3]. @returns the name of [count, tokens, hiddenSize].
 */
export function addPhotoFeatures(
  a: Arithmetic,
  squares: string,
  tokens: number,
  { rolled = false }: { rolled?: boolean } = {},
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
  const placed = Array.from({ length: tokens * hiddenSize }, (_, index) => {
    const place = Math.floor(index / hiddenSize);
    if (index % hiddenSize === channels.weight) return (rolled ? place + 1 : place) % 5;
    return index % hiddenSize === channels.image ? 1 : 0;
  });
  return a.add(coloured, a.graph.constant(float32([1, tokens, hiddenSize], placed)));
}
