import { isEncoder } from '../../../models/manifest.ts';
import type { InstalledModel } from '../installed-models.ts';

/** Rounding of 32-bit arithmetic in another order, with room; and of weights in half or quarter precision. */
const full = 1e-3;
const reduced = 1e-2;

/** How far a component of a unit vector may be from the CPU's. */
export function toleranceOf({ manifest, variant }: Pick<InstalledModel, 'manifest' | 'variant'>): number {
  if (!isEncoder(manifest)) return full;
  const dtypes = manifest.variants.find(({ name }) => name === variant)?.dtypes ?? {};
  return (dtypes[manifest.encoder.image.network] ?? 'fp32') === 'fp32' ? full : reduced;
}

/** The largest difference of two vectors of one length; NaN where either has one. */
export function maxDifference(left: Float32Array, right: Float32Array): number {
  let most = 0;
  for (let at = 0; at < left.length; at += 1) {
    const difference = Math.abs(left[at]! - right[at]!);
    if (Number.isNaN(difference)) return Number.NaN;
    most = Math.max(most, difference);
  }
  return most;
}
