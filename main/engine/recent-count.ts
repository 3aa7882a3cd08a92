const keptMs = 1000;

/** Counts at most once a second; a count of nothing is never kept, so that the first photo shows at once. */
export function createRecentCount(count: () => number): () => number {
  let known = 0;
  let countedMs = 0;
  return () => {
    if (known === 0 || performance.now() - countedMs > keptMs) {
      known = count();
      countedMs = performance.now();
    }
    return known;
  };
}
