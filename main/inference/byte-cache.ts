/** What was computed from the photos asked about last, so that a follow-up does not run the image tower again. */
export interface ByteCache<T> {
  get(key: string): T | null;
  has(key: string): boolean;
  set(key: string, value: T): void;
}

/** Least recently used first out, once `limitBytes` are held. */
export function createByteCache<T extends { readonly byteLength: number }>({
  limitBytes,
}: {
  limitBytes: number;
}): ByteCache<T> {
  const held = new Map<string, T>();
  let bytes = 0;
  const drop = (key: string): void => {
    bytes -= held.get(key)?.byteLength ?? 0;
    held.delete(key);
  };
  return {
    has: (key) => held.has(key),
    get(key) {
      const value = held.get(key);
      if (value === undefined) return null;
      held.delete(key);
      held.set(key, value);
      return value;
    },
    set(key, value) {
      drop(key);
      held.set(key, value);
      bytes += value.byteLength;
      for (const oldest of held.keys()) {
        if (bytes <= limitBytes || oldest === key) break;
        drop(oldest);
      }
    },
  };
}
