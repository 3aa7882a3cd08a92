/** @file Greedy and beam search over a decoder that gives the logits of the next token, row by row. */

export interface Decoding {
  readonly beams: number;
  readonly maxNewTokens: number;
  readonly stopId: number;
  /** Never chosen. */
  readonly forbidden: ReadonlySet<number>;
}

/** Logits of the token after each row, [rows.length, vocabulary] flat. All rows have one length. */
export type NextLogits = (rows: readonly (readonly number[])[]) => Promise<Float32Array>;

export interface Generated {
  readonly ids: readonly number[];
  /** Sum of the log-probabilities of `ids` and the stop. */
  readonly logProbability: number;
  /** How many choices that sum covers. */
  readonly choices: number;
  readonly stoppedBy: 'end' | 'length';
}

/** A step's outcome: ids that no later step can take back, and the whole once it is finished. */
export interface GenerateStep {
  readonly settled: readonly number[];
  readonly finished: Generated | null;
}

interface Hypothesis {
  readonly ids: readonly number[];
  readonly logProbability: number;
  readonly ended: boolean;
}

/** Length normalisation as in Google's NMT and the starter's reference decoder: score / length ^ 0.7. */
const lengthExponent = 0.7;

/**
 * Runs the decoder a token at a time; the caller may stop between two steps.
 * As in the reference, no token follows itself.
 */
export async function* generateTokens(
  prompt: readonly number[],
  next: NextLogits,
  decoding: Decoding,
): AsyncGenerator<GenerateStep> {
  let beam: Hypothesis[] = [{ ids: [], logProbability: 0, ended: false }];
  for (let step = 0; step < decoding.maxNewTokens; step += 1) {
    const alive = beam.filter(({ ended }) => !ended);
    const logits = await next(alive.map(({ ids }) => [...prompt, ...ids]));
    const grown = alive.flatMap((hypothesis, row) => grow(hypothesis, rowOf(logits, row, alive.length), decoding));
    beam = [...beam.filter(({ ended }) => ended), ...grown]
      .sort((left, right) => right.logProbability - left.logProbability)
      .slice(0, decoding.beams);
    if (beam.every(({ ended }) => ended)) break;
    yield { settled: commonPrefix(beam.map(({ ids }) => ids)), finished: null };
  }
  const best = beam.reduce((left, right) => (normalised(right) > normalised(left) ? right : left));
  const stoppedBy = best.ended ? 'end' : 'length';
  const finished = { ids: best.ids, logProbability: best.logProbability, choices: lengthOf(best), stoppedBy } as const;
  yield { settled: best.ids, finished };
}

const lengthOf = ({ ids, ended }: Hypothesis): number => ids.length + (ended ? 1 : 0);

const normalised = (hypothesis: Hypothesis): number =>
  hypothesis.logProbability / Math.max(1, lengthOf(hypothesis)) ** lengthExponent;

function rowOf(logits: Float32Array, row: number, rows: number): Float32Array {
  const width = logits.length / rows;
  return logits.subarray(row * width, (row + 1) * width);
}

function grow(hypothesis: Hypothesis, logits: Float32Array, decoding: Decoding): Hypothesis[] {
  const normaliser = logSumExp(logits);
  const previous = hypothesis.ids.at(-1);
  const mayFollow = (id: number): boolean => id !== previous && !decoding.forbidden.has(id);
  return bestTokens(logits, decoding.beams, mayFollow).map((id) => {
    const ended = id === decoding.stopId;
    return {
      ids: ended ? hypothesis.ids : [...hypothesis.ids, id],
      logProbability: hypothesis.logProbability + logits[id]! - normaliser,
      ended,
    };
  });
}

function logSumExp(logits: Float32Array): number {
  let highest = -Infinity;
  for (const logit of logits) highest = Math.max(highest, logit);
  let sum = 0;
  for (const logit of logits) sum += Math.exp(logit - highest);
  return highest + Math.log(sum);
}

/** The `count` best ids, best first, ties to the lower id. */
function bestTokens(logits: Float32Array, count: number, mayFollow: (id: number) => boolean): number[] {
  const best: number[] = [];
  for (let id = 0; id < logits.length; id += 1) {
    if (!mayFollow(id)) continue;
    if (best.length === count && logits[id]! <= logits[best[count - 1]!]!) continue;
    const place = best.findIndex((other) => logits[other]! < logits[id]!);
    best.splice(place === -1 ? best.length : place, 0, id);
    if (best.length > count) best.pop();
  }
  return best;
}

function commonPrefix(rows: readonly (readonly number[])[]): readonly number[] {
  const [first = []] = rows;
  let length = first.length;
  for (const row of rows) {
    let same = 0;
    while (same < length && same < row.length && row[same] === first[same]) same += 1;
    length = same;
  }
  return first.slice(0, length);
}
