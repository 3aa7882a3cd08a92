/** What a scan found: the cosine with the query, best first. */
export interface VectorMatch {
  readonly photoId: number;
  readonly score: number;
}

/** The vectors of one model, searched exactly. Rows are L2-normalised float32 of one dimension. */
export interface VectorIndex {
  readonly modelKey: string;
  readonly dim: number;
  readonly size: number;
  /** Makes room for so many at once, where it is known how many will come. */
  reserve(photos: number): void;
  /** Adds or replaces a photo's vector. Throws `invalid_input` for a wrong length or a NaN. */
  set(photoId: number, vector: Float32Array): void;
  delete(photoId: number): void;
  clear(): void;
  get(photoId: number): Float32Array | null;
  /**
   * The `limit` best photos by cosine, ties broken by photo id.
   * @param candidates only these photos, filtered before ranking; absent means all.
   */
  search(query: Float32Array, options: { limit: number; candidates?: ReadonlySet<number> }): VectorMatch[];
  /** All photos whose cosine with the query is at least this, in no order: one pass over the vectors, however many there are. */
  atLeast(query: Float32Array, cosine: number, candidates: ReadonlySet<number> | null): number[];
}
