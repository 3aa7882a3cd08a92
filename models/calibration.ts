/** The Platt scaling of a model: probability that a photo shows a text, from the cosine of their embeddings. */
export interface Calibration {
  readonly a: number;
  readonly b: number;
}

export const probabilityOf = ({ a, b }: Calibration, cosine: number): number => 1 / (1 + Math.exp(-(a * cosine + b)));

/** The cosine at which the probability is `probability`; infinite at 0 and 1. */
export const cosineOf = ({ a, b }: Calibration, probability: number): number =>
  (Math.log(probability / (1 - probability)) - b) / a;
