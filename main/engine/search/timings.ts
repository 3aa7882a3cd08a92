/** Where the time of a search went. */
export interface Timings {
  encodeMs: number;
  scanMs: number;
  wordsMs: number;
  factsMs: number;
}

/** Does `work` and adds the time that it took. */
export function timed<T>(timings: Timings, name: keyof Timings, work: () => T): T {
  const start = performance.now();
  const result = work();
  timings[name] += performance.now() - start;
  return result;
}
