/** @file What the replicas must answer, computed from pixels and ids alone: no normalisation, no tokenizer, no network. */
import {
  photoOffset,
  pixelWeight,
  positionWeight,
  replicaDim,
  tokenWeight,
} from '../../../../models/testing/two-towers.ts';

const dims = Array.from({ length: replicaDim }, (_, dim) => dim);

/** @param pixels [size, size, 3] uint8. */
export function photoVector(pixels: Uint8Array, size: number): number[] {
  const shares = [...pixels].map((value) => value / 255 / (size * size));
  return unit(
    dims.map((dim) =>
      shares.reduce((sum, share, at) => {
        const pixel = Math.floor(at / 3);
        const place = { x: pixel % size, y: Math.floor(pixel / size), size };
        return sum + share * pixelWeight(dim, at % 3, place);
      }, photoOffset(dim)),
    ),
  );
}

export interface KnownIds {
  /** With all padding that the network sees and counts. */
  readonly ids: readonly number[];
  readonly padId: number;
  /** Colours by id: 0 red, 1 green, 2 blue. */
  readonly hues: ReadonlyMap<number, number>;
}

export const textVector = ({ ids, padId, hues }: KnownIds): number[] =>
  unit(
    dims.map((dim) =>
      ids.reduce((sum, id, position) => {
        const weight = tokenWeight(id, dim, { hue: hues.get(id) ?? null, faint: id === padId });
        return sum + weight * positionWeight(position);
      }, 0),
    ),
  );

function unit(vector: readonly number[]): number[] {
  const norm = Math.hypot(...vector);
  return vector.map((value) => value / norm);
}

/** Largest difference of two vectors' numbers. */
export const farthest = (left: ArrayLike<number>, right: ArrayLike<number>): number =>
  Array.from(left).reduce((most, value, index) => Math.max(most, Math.abs(value - right[index]!)), 0);

/** A picture without any symmetry, [size, size, 3]. */
export const oddPicture = (size: number): Uint8Array =>
  Uint8Array.from({ length: size * size * 3 }, (_, at) => (at % 3 === 0 ? 200 : (at * 37 + (at >> 5) * 11) % 251));

/** A flat picture, [size, size, 3]. */
export const flatPicture = (size: number, colour: readonly [number, number, number]): Uint8Array =>
  Uint8Array.from({ length: size * size * 3 }, (_, at) => colour[at % 3]!);
