import { seededRandom } from './seeded-random.ts';

export const faultKinds = [
  'cut',
  'stall',
  'wrong_bytes',
  'wrong_size',
  'denied',
  'missing',
  'beyond_end',
  'busy',
  'broken',
  'redirect_loop',
  'html',
  'expired',
] as const;
export type FaultKind = (typeof faultKinds)[number];

/** What goes wrong with one answer. */
export interface Fault {
  readonly kind: FaultKind;
  /** From 0 to below 1: how far it comes, which byte is wrong, which of several ways. */
  readonly share: number;
}

/** A request that may be answered wrongly. */
export interface FaultyRequest {
  readonly origin: 'hub' | 'files';
  /** The file's path; null for the hub's lists. */
  readonly path: string | null;
  readonly gives: 'list' | 'redirect' | 'content';
}

/** Asked before each answer; null lets it be right. */
export type FaultPlan = (request: FaultyRequest) => Fault | null;

export const noFaults: FaultPlan = () => null;

export interface RandomFaults {
  readonly plan: FaultPlan;
  /** What went wrong so far. */
  readonly happened: Fault[];
}

/** Answers that go wrong at random, the same for the same seed and requests, until `most` have. */
export function randomFaults({ seed, rate, most }: { seed: number; rate: number; most: number }): RandomFaults {
  const random = seededRandom(seed);
  const happened: Fault[] = [];
  return {
    happened,
    plan(request) {
      const kind = faultKinds[Math.floor(random() * faultKinds.length)]!;
      const fault = { kind, share: random() };
      if (random() >= rate || happened.length >= most || !fits(fault, request)) return null;
      happened.push(fault);
      return fault;
    },
  };
}

/** Only a signed address expires, only bytes that are read can be wrong or cut off. */
function fits({ kind }: Fault, { origin, gives }: FaultyRequest): boolean {
  if (kind === 'expired') return origin === 'files';
  if (kind === 'wrong_bytes' || kind === 'beyond_end') return gives === 'content';
  if (kind === 'wrong_size') return gives !== 'list';
  return (kind !== 'cut' && kind !== 'stall') || gives !== 'redirect';
}
