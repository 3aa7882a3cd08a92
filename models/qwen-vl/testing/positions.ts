import { positionFactors } from '../../testing/chat/decoder.ts';

/** Tokens of a text, or the rows and columns of a photo's tokens. */
export type Run = number | { readonly rows: number; readonly columns: number };

const kept = (time: number, down: number, across: number): number =>
  positionFactors[0] * time + positionFactors[1] * down + positionFactors[2] * across;

/** What is kept of each token's position on three axes: words count on, a photo counts down and across from one place. */
export function positionsOf(runs: readonly Run[]): { positions: number[]; answerPosition: (index: number) => number } {
  let next = 0;
  const positions = runs.flatMap((run) => {
    const start = next;
    if (typeof run === 'number') {
      next += run;
      return Array.from({ length: run }, (_, index) => kept(start + index, start + index, start + index));
    }
    next += Math.max(run.rows, run.columns);
    return Array.from({ length: run.rows * run.columns }, (_, index) =>
      kept(start, start + Math.floor(index / run.columns), start + (index % run.columns)),
    );
  });
  const after = next;
  return { positions, answerPosition: (index) => kept(after + index, after + index, after + index) };
}
