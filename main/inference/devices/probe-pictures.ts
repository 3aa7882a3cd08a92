/** Pictures that are the same every time: waves of all colours, and noise. @returns [count, size, size, 3] uint8. */
export function probePictures(count: number, size: number): Uint8Array {
  const pixels = new Uint8Array(count * size * size * 3);
  let state = 1;
  for (let at = 0; at < pixels.length; at += 1) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    const picture = Math.floor(at / (size * size * 3));
    const row = Math.floor(at / (size * 3)) % size;
    const wave = 127 + 127 * Math.sin((row / size) * (picture + 1) * 6 + (at % 3));
    pixels[at] = picture % 2 === 0 ? wave : state >>> 24;
  }
  return pixels;
}
