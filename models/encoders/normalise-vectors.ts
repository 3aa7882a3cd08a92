import { AppError } from '../../app/contract/errors.ts';

/**
 * Writes rows of `dim` numbers to `into`, each with length 1.
 * Rejects `inference_failed` where a row has no direction: NaN, infinity or zeros.
 */
export function writeUnitRows(rows: ArrayLike<number>, dim: number, into: Float32Array): void {
  for (let from = 0; from < into.length; from += dim) {
    let squares = 0;
    for (let at = from; at < from + dim; at += 1) squares += rows[at]! * rows[at]!;
    const norm = Math.sqrt(squares);
    if (!(norm > 0) || norm === Infinity)
      throw new AppError('inference_failed', `The model gave a vector without a direction (length ${norm}).`);
    for (let at = from; at < from + dim; at += 1) into[at] = rows[at]! / norm;
  }
}
