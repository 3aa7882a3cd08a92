/** Lets one in at a time, in order of arrival: a model answers one question after the other. */
export interface Turnstile {
  /** Disposing lets the next one in. */
  enter(): Promise<Disposable>;
}

export function createTurnstile(): Turnstile {
  let last: Promise<void> = Promise.resolve();
  return {
    async enter() {
      const before = last;
      const { promise, resolve } = Promise.withResolvers<void>();
      last = promise;
      await before;
      return { [Symbol.dispose]: resolve };
    },
  };
}
