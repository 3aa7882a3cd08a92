import { describe, expect, it } from 'vitest';
import { generateTokens, type Decoding, type Generated, type NextLogits } from './generate.ts';

const stop = 0;
const decoding = (beams: number, maxNewTokens = 10): Decoding => ({
  beams,
  maxNewTokens,
  stopId: stop,
  forbidden: new Set([4]),
});

/** A decoder that follows a table: probabilities of ids 0 to 4 after each sequence of ids. */
function decoderOf(table: Record<string, readonly number[]>, fallback: readonly number[]): NextLogits {
  return async (rows) => Float32Array.from(rows.flatMap((row) => (table[row.join(' ')] ?? fallback).map(Math.log)));
}

async function run(next: NextLogits, options: Decoding): Promise<{ settled: number[][]; finished: Generated }> {
  const settled: number[][] = [];
  for await (const step of generateTokens([9], next, options)) {
    settled.push([...step.settled]);
    if (step.finished !== null) return { settled, finished: step.finished };
  }
  throw new Error('the search never finished');
}

describe('generateTokens', () => {
  const trap = decoderOf(
    {
      '9': [0.01, 0.5, 0.48, 0.005, 0.005],
      '9 1': [0.3, 0.05, 0.3, 0.3, 0.05],
      '9 2': [0.97, 0.01, 0.01, 0.005, 0.005],
    },
    [0.97, 0.01, 0.01, 0.005, 0.005],
  );

  it('takes the likeliest token at each step when greedy', async () => {
    const { finished } = await run(trap, decoding(1));
    expect(finished.ids).toEqual([1]);
    expect(finished.stoppedBy).toBe('end');
    expect(Math.exp(finished.logProbability)).toBeCloseTo(0.5 * 0.3, 5);
  });

  it('finds the likelier whole with a beam', async () => {
    const { finished } = await run(trap, decoding(3));
    expect(finished.ids).toEqual([2]);
    expect(Math.exp(finished.logProbability)).toBeCloseTo(0.48 * 0.97, 5);
    expect(finished.choices).toBe(2);
  });

  it('never chooses a forbidden token and never repeats the last one', async () => {
    const next = decoderOf({}, [0.01, 0.4, 0.2, 0.09, 0.3]);
    const { finished } = await run(next, decoding(1, 6));
    expect(finished.ids).toEqual([1, 2, 1, 2, 1, 2]);
    expect(finished.stoppedBy).toBe('length');
  });

  it('settles only tokens that the final answer keeps', async () => {
    const { settled, finished } = await run(trap, decoding(3));
    for (const prefix of settled) expect(finished.ids.slice(0, prefix.length)).toEqual(prefix);
  });

  it('stops between two tokens when the reader leaves', async () => {
    let calls = 0;
    const next: NextLogits = async (rows) => {
      calls += 1;
      return Float32Array.from(rows.flatMap(() => [0, 1, 2, 3, 4]));
    };
    await generateTokens([9], next, decoding(1)).next();
    expect(calls).toBe(1);
  });
});
