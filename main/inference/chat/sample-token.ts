import { AppError } from '../../../app/contract/errors.ts';

export interface Sampling {
  /** 0 takes the likeliest token. */
  readonly temperature: number;
  /** Only this many of the likeliest tokens may be drawn. */
  readonly topK: number;
  /** Uniform in [0, 1). */
  readonly random: () => number;
}

export interface ChosenToken {
  readonly id: number;
  /** Natural logarithm of its probability at temperature 1. */
  readonly logProbability: number;
}

/** Chooses the next token from the logits of one position. Throws `inference_failed` where they are not numbers. */
export function sampleToken(logits: Float32Array, { temperature, topK, random }: Sampling): ChosenToken {
  const best = indexOfMaximum(logits);
  const maximum = logits[best]!;
  if (!Number.isFinite(maximum)) throw new AppError('inference_failed', 'The model gave no numbers.');
  const id = temperature === 0 ? best : draw(likeliest(logits, topK), logits, temperature, random);
  return { id, logProbability: logits[id]! - maximum - Math.log(sumOfExponentials(logits, maximum)) };
}

// Once a token over the whole vocabulary: loops by index, which the benchmark of generation shows.
function indexOfMaximum(values: Float32Array): number {
  let best = 0;
  let maximum = values[0]!;
  for (let index = 1; index < values.length; index += 1) {
    const value = values[index]!;
    if (value <= maximum) continue;
    maximum = value;
    best = index;
  }
  return best;
}

/** Exponentials down to what adds nothing that is seen; ten times faster than computing them, right to two in a thousand. */
const stepsPerUnit = 256;
const exponentials = Float64Array.from({ length: 20 * stepsPerUnit + 1 }, (_, step) => Math.exp(-step / stepsPerUnit));

function sumOfExponentials(logits: Float32Array, maximum: number): number {
  const last = exponentials.length - 1;
  let sum = 0;
  for (let index = 0; index < logits.length; index += 1) {
    const steps = (maximum - logits[index]!) * stepsPerUnit;
    if (steps < last) sum += exponentials[Math.trunc(steps + 0.5)]!;
  }
  return sum;
}

/** Ids of the `count` greatest logits, greatest first. */
function likeliest(logits: Float32Array, count: number): number[] {
  const ids: number[] = [];
  for (let id = 0; id < logits.length; id += 1) {
    if (ids.length === count && logits[id]! <= logits[ids.at(-1)!]!) continue;
    let at = ids.length;
    while (at > 0 && logits[ids[at - 1]!]! < logits[id]!) at -= 1;
    ids.splice(at, 0, id);
    if (ids.length > count) ids.pop();
  }
  return ids;
}

function draw(ids: readonly number[], logits: Float32Array, temperature: number, random: () => number): number {
  const weights = ids.map((id) => Math.exp((logits[id]! - logits[ids[0]!]!) / temperature));
  let rest = random() * weights.reduce((sum, weight) => sum + weight, 0);
  for (const [index, weight] of weights.entries()) {
    rest -= weight;
    if (rest < 0) return ids[index]!;
  }
  return ids.at(-1)!;
}
