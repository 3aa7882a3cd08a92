export type Rgb = readonly [number, number, number];

/** Raw RGB of one colour, or of a left and a right half. */
export function flatPhoto(
  { width, height }: { width: number; height: number },
  left: Rgb,
  right: Rgb = left,
): Uint8Array {
  const pixels = new Uint8Array(width * height * 3);
  for (let at = 0; at < width * height; at += 1) pixels.set(at % width < width / 2 ? left : right, at * 3);
  return pixels;
}
