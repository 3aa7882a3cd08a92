import { exactSearch, MetricKind } from 'usearch';
import { AppError } from '../../app/contract/errors.ts';
import type { VectorIndex, VectorMatch } from './vector-index.ts';

export interface VectorRow {
  readonly photoId: number;
  readonly vector: Float32Array;
}

const int8Scale = 127;
/** How many more than asked for the int8 scan hands on to the float32 ranking. */
const rerankAtLeast = 512;
const rerankShare = 0.5;
/** Fewer candidates than this are gathered and ranked in float32 at once. */
const gatherBelow = 4096;
const leastRows = 1024;
const growth = 1.25;

/**
 * Exact search over one contiguous matrix: an int8 scan, then float32 ranking of the best few hundred.
 * See docs/decisions/0004-exact-vector-search.md.
 */
export function openExactVectorIndex(options: {
  modelKey: string;
  dim: number;
  rows?: Iterable<VectorRow>;
}): VectorIndex {
  const index = new ExactVectorIndex(options.modelKey, options.dim);
  for (const { photoId, vector } of options.rows ?? []) index.set(photoId, vector);
  return index;
}

class ExactVectorIndex implements VectorIndex {
  readonly modelKey: string;
  readonly dim: number;
  #floats: Float32Array;
  #bytes: Int8Array;
  #photoIds: number[] = [];
  readonly #rowOf = new Map<number, number>();

  constructor(modelKey: string, dim: number) {
    this.modelKey = modelKey;
    this.dim = dim;
    this.#floats = new Float32Array(leastRows * dim);
    this.#bytes = new Int8Array(leastRows * dim);
  }

  get size(): number {
    return this.#photoIds.length;
  }

  reserve(photos: number): void {
    if (photos > this.#rows) this.#resize(photos);
  }

  set(photoId: number, vector: Float32Array): void {
    this.#check(vector);
    let row = this.#rowOf.get(photoId);
    if (row === undefined) {
      row = this.#photoIds.push(photoId) - 1;
      this.#rowOf.set(photoId, row);
      if (row >= this.#rows) this.#resize(Math.ceil(this.#rows * growth));
    }
    this.#floats.set(vector, row * this.dim);
    for (let at = 0; at < this.dim; at += 1) this.#bytes[row * this.dim + at] = quantise(vector[at]!);
  }

  delete(photoId: number): void {
    const row = this.#rowOf.get(photoId);
    if (row === undefined) return;
    const last = this.#photoIds.length - 1;
    const lastId = this.#photoIds[last]!;
    const [from, to] = [last * this.dim, (last + 1) * this.dim];
    this.#floats.copyWithin(row * this.dim, from, to);
    this.#bytes.copyWithin(row * this.dim, from, to);
    this.#photoIds[row] = lastId;
    this.#rowOf.set(lastId, row);
    this.#photoIds.pop();
    this.#rowOf.delete(photoId);
  }

  clear(): void {
    this.#photoIds = [];
    this.#rowOf.clear();
  }

  get(photoId: number): Float32Array | null {
    const row = this.#rowOf.get(photoId);
    return row === undefined ? null : this.#floats.slice(row * this.dim, (row + 1) * this.dim);
  }

  search(
    query: Float32Array,
    { limit, candidates }: { limit: number; candidates?: ReadonlySet<number> },
  ): VectorMatch[] {
    this.#check(query);
    if (limit <= 0 || this.size === 0) return [];
    const rows = candidates === undefined ? null : this.#rowsOf(candidates);
    const ranked =
      rows !== null && rows.length < gatherBelow
        ? this.#rank(query, rows)
        : this.#rank(query, this.#scan(query, limit, rows));
    return ranked.slice(0, limit);
  }

  atLeast(query: Float32Array, cosine: number, candidates: ReadonlySet<number> | null): number[] {
    this.#check(query);
    const [floats, dim, photoIds] = [this.#floats, this.dim, this.#photoIds];
    const found: number[] = [];
    const look = (row: number): void => {
      if (dot(query, floats, row * dim) >= cosine) found.push(photoIds[row]!);
    };
    if (candidates !== null) this.#rowsOf(candidates).forEach(look);
    else for (let row = 0; row < photoIds.length; row += 1) look(row);
    return found;
  }

  #rowsOf(candidates: ReadonlySet<number>): number[] {
    const rows: number[] = [];
    for (const photoId of candidates) {
      const row = this.#rowOf.get(photoId);
      if (row !== undefined) rows.push(row);
    }
    return rows;
  }

  /** The best rows by int8; all rows, or many candidates gathered into a matrix of their own. */
  #scan(query: Float32Array, limit: number, rows: readonly number[] | null): number[] {
    const bytes = rows === null ? this.#bytes.subarray(0, this.size * this.dim) : this.#gather(rows);
    const count = rows?.length ?? this.size;
    const wanted = Math.min(count, limit + Math.max(rerankAtLeast, Math.ceil(limit * rerankShare)));
    if (wanted === count) return rows === null ? Array.from({ length: count }, (_, row) => row) : [...rows];
    const { keys } = exactSearch(bytes, Int8Array.from(query, quantise), this.dim, wanted, MetricKind.IP);
    return Array.from(keys, (key) => (rows === null ? Number(key) : rows[Number(key)]!));
  }

  #gather(rows: readonly number[]): Int8Array {
    const gathered = new Int8Array(rows.length * this.dim);
    rows.forEach((row, at) => {
      gathered.set(this.#bytes.subarray(row * this.dim, (row + 1) * this.dim), at * this.dim);
    });
    return gathered;
  }

  #rank(query: Float32Array, rows: readonly number[]): VectorMatch[] {
    const [floats, dim, photoIds] = [this.#floats, this.dim, this.#photoIds];
    const matches = rows.map((row) => ({ photoId: photoIds[row]!, score: dot(query, floats, row * dim) }));
    return matches.sort((left, right) => right.score - left.score || left.photoId - right.photoId);
  }

  #check(vector: Float32Array): void {
    if (vector.length !== this.dim) {
      throw new AppError('invalid_input', `Expected a vector of ${this.dim} numbers but received ${vector.length}.`);
    }
    if (!isFinite(vector)) {
      throw new AppError('invalid_input', 'Expected a vector of finite numbers but received NaN or infinity.');
    }
  }

  get #rows(): number {
    return this.#floats.length / this.dim;
  }

  #resize(rows: number): void {
    const used = this.size * this.dim;
    const floats = new Float32Array(rows * this.dim);
    floats.set(this.#floats.subarray(0, used));
    this.#floats = floats;
    const bytes = new Int8Array(rows * this.dim);
    bytes.set(this.#bytes.subarray(0, used));
    this.#bytes = bytes;
  }
}

/** In a loop of its own: `every` calls a function for each number of each photo. */
function isFinite(vector: Float32Array): boolean {
  for (let at = 0; at < vector.length; at += 1) if (!Number.isFinite(vector[at])) return false;
  return true;
}

function dot(query: Float32Array, floats: Float32Array, from: number): number {
  let sum = 0;
  for (let at = 0; at < query.length; at += 1) sum += query[at]! * floats[from + at]!;
  return sum;
}

/** A component of a unit vector as int8; large ones are rare enough to be cut. */
const quantise = (value: number): number => Math.max(-127, Math.min(127, Math.round(value * int8Scale)));
