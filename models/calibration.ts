/** The Platt scaling of a model: probability that a photo shows a text, from the cosine of their embeddings. */
export interface Calibration {
  readonly a: number;
  readonly b: number;
}

export const probabilityOf = ({ a, b }: Calibration, cosine: number): number => probabilityOfLogOdds(a * cosine + b);

export const probabilityOfLogOdds = (logOdds: number): number => 1 / (1 + Math.exp(-logOdds));

/** Bounded, so that a rounded 0 or 1 settles nothing by itself. */
export function logOddsOf(probability: number): number {
  const bounded = Math.min(1 - 1e-6, Math.max(1e-6, probability));
  return Math.log(bounded / (1 - bounded));
}

/** The cosine at which the probability is `probability`; infinite at 0 and 1. */
export const cosineOf = ({ a, b }: Calibration, probability: number): number =>
  (Math.log(probability / (1 - probability)) - b) / a;
