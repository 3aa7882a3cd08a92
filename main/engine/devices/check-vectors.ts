import { maxDifference } from '../../inference/devices/tolerance.ts';

export interface VectorCheckOptions {
  /** How far a component of a model's unit vectors may be from the CPU's. */
  tolerance(modelId: string): number;
  /** A model's vectors on a device were compared with the CPU's and are right, as were those before. */
  onVerified(modelId: string): void;
  /** They are wrong, and may have been since `onVerified`. */
  onDrift(modelId: string): void;
}

export interface EmbeddedBatch {
  readonly modelId: string;
  /** [vectors.length / dim, dim]. */
  readonly vectors: Float32Array;
  readonly dim: number;
  /** The first photo's vector, computed there. */
  onCpu(): Promise<Float32Array>;
}

/** Batches on a device between two comparisons with the CPU; the first is compared too. */
const batchesBetween = 32;

/** Says why a batch from a device is wrong, or null: each must be unit vectors, and every so often one is compared with the CPU's. */
export function createVectorCheck({ tolerance, onVerified, onDrift }: VectorCheckOptions) {
  const batches = new Map<string, number>();
  return async ({ modelId, vectors, dim, onCpu }: EmbeddedBatch): Promise<string | null> => {
    const batch = batches.get(modelId) ?? 0;
    batches.set(modelId, batch + 1);
    const unit = areUnitVectors(vectors, dim);
    if (unit && batch % batchesBetween !== 0) return null;
    const difference = unit ? maxDifference(vectors.subarray(0, dim), await onCpu()) : Number.NaN;
    if (difference <= tolerance(modelId)) {
      onVerified(modelId);
      return null;
    }
    onDrift(modelId);
    return unit
      ? `its numbers had drifted from the CPU's by ${difference.toExponential(1)}.`
      : 'its result was no unit vector.';
  };
}

function areUnitVectors(vectors: Float32Array, dim: number): boolean {
  for (let row = 0; row < vectors.length; row += dim) {
    let square = 0;
    for (let at = row; at < row + dim; at += 1) square += vectors[at]! ** 2;
    if (!(Math.abs(square - 1) < 0.01)) return false;
  }
  return true;
}
