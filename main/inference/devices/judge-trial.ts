import type { DeviceTrial } from '../../../app/contract/devices.ts';
import type { Measurement } from './probe-contract.ts';
import { maxDifference } from './tolerance.ts';

/** Whether a device computed what the CPU did. */
export type Verdict = Pick<DeviceTrial, 'detail' | 'maxDifference'> & { readonly right: boolean };

const wrong = (detail: string, maxDifference: number | null = null): Verdict => ({
  right: false,
  detail,
  maxDifference,
});

/** @param tolerance largest difference of a component of a unit vector. */
export function judgeTrial(found: Measurement, reference: Measurement, tolerance: number): Verdict {
  if (!(found.perSecond > 0 && Number.isFinite(found.perSecond))) return wrong('It gave no speed.');
  if (found.result.kind === 'text' || reference.result.kind === 'text') return judgeText(found, reference);
  return judgeVectors(found.result.vectors, reference.result.vectors, tolerance);
}

function judgeVectors(found: Float32Array, reference: Float32Array, tolerance: number): Verdict {
  if (found.length !== reference.length) {
    return wrong(`It gave ${found.length} numbers where the CPU gives ${reference.length}.`);
  }
  const most = maxDifference(found, reference);
  if (Number.isNaN(most)) return wrong('Its result is not a number (NaN).');
  const off = `Its numbers differ from the CPU's by up to ${most.toExponential(1)}`;
  return most > tolerance
    ? wrong(`${off}; ${tolerance} is allowed.`, most)
    : { right: true, detail: `${off}.`, maxDifference: most };
}

/** Greedy texts part at ties, so their first words are compared. */
function judgeText({ result: found }: Measurement, { result: reference }: Measurement): Verdict {
  if (found.kind !== 'text' || reference.kind !== 'text') return wrong('It gave another kind of result than the CPU.');
  const right = firstWord(found.text) === firstWord(reference.text);
  return right
    ? { right, detail: 'It begins with the same word as the CPU.', maxDifference: null }
    : wrong('It writes other words than the CPU.');
}

const firstWord = (text: string): string => text.trim().split(/\s+/)[0]!.toLowerCase();
