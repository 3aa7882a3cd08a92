import type { ImagePreprocessing } from '../manifest.ts';

/** Elements of an image tower's input: float32, or the bits of float16. */
export type PixelElements = Float32Array<ArrayBuffer> | Uint16Array<ArrayBuffer>;

export interface PixelNormaliser {
  /** Room for [count, 3, size, size]. */
  allocate(count: number): PixelElements;
  /** @param pixels [count, size, size, 3] uint8, RGB. @param into fills its first [count, 3, size, size]. */
  fill(pixels: Uint8Array, into: PixelElements): void;
}

/** (value / 255 - mean) / std, channels first, through one table a channel. */
export function createPixelNormaliser(
  { size, mean, std }: Pick<ImagePreprocessing, 'size' | 'mean' | 'std'>,
  type: 'float32' | 'float16',
): PixelNormaliser {
  const [red, green, blue] = [0, 1, 2].map((channel) => {
    const values = Float32Array.from({ length: 256 }, (_, value) => (value / 255 - mean[channel]!) / std[channel]!);
    return type === 'float32' ? values : new Uint16Array(new Float16Array(values).buffer);
  }) as [PixelElements, PixelElements, PixelElements];
  const plane = size * size;
  return {
    allocate: (count) =>
      type === 'float32' ? new Float32Array(count * 3 * plane) : new Uint16Array(count * 3 * plane),
    fill(pixels, into) {
      for (let from = 0, to = 0; from < pixels.length; to += 2 * plane)
        for (const end = to + plane; to < end; to += 1, from += 3) {
          into[to] = red[pixels[from]!]!;
          into[to + plane] = green[pixels[from + 1]!]!;
          into[to + 2 * plane] = blue[pixels[from + 2]!]!;
        }
    },
  };
}
