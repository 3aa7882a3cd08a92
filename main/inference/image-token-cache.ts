/** Image tokens of the photos asked about last, so that a follow-up does not run the image tower again. */
export interface ImageTokenCache {
  get(key: string): Float32Array | null;
  has(key: string): boolean;
  set(key: string, tokens: Float32Array): void;
}

/** Least recently used first out, once `limitBytes` are held. */
export function createImageTokenCache({ limitBytes }: { limitBytes: number }): ImageTokenCache {
  const held = new Map<string, Float32Array>();
  let bytes = 0;
  const drop = (key: string): void => {
    bytes -= held.get(key)?.byteLength ?? 0;
    held.delete(key);
  };
  return {
    has: (key) => held.has(key),
    get(key) {
      const tokens = held.get(key);
      if (tokens === undefined) return null;
      held.delete(key);
      held.set(key, tokens);
      return tokens;
    },
    set(key, tokens) {
      drop(key);
      held.set(key, tokens);
      bytes += tokens.byteLength;
      for (const oldest of held.keys()) {
        if (bytes <= limitBytes || oldest === key) break;
        drop(oldest);
      }
    },
  };
}
