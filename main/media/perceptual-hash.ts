const side = 32;
const kept = 8;

/** cos((2x + 1) u pi / 2N) for u < kept, x < side. */
const cosines = Float64Array.from({ length: kept * side }, (_, index) => {
  const frequency = Math.floor(index / side);
  const position = index % side;
  return Math.cos(((2 * position + 1) * frequency * Math.PI) / (2 * side));
});

/** The size of grey picture that the hash is made from. */
export const perceptualHashSide = side;

/**
 * A 64-bit perceptual hash, big-endian: the signs of the 8 x 8 lowest DCT frequencies against their median.
 * @param grey [32, 32] uint8, squashed.
 */
export function perceptualHash(grey: Uint8Array): Uint8Array {
  const frequencies = lowFrequencies(grey);
  const sorted = frequencies.slice(1).sort();
  const median = (sorted[31]! + sorted[30]!) / 2;
  const hash = new Uint8Array(8);
  frequencies.forEach((value, index) => {
    if (value > median) hash[index >> 3]! |= 0x80 >> (index & 7);
  });
  return hash;
}

/** The separable DCT-II, rows then columns, of which only the low corner is kept. */
function lowFrequencies(grey: Uint8Array): Float64Array {
  const rows = new Float64Array(kept * side);
  for (let y = 0; y < side; y += 1)
    for (let u = 0; u < kept; u += 1) {
      let sum = 0;
      for (let x = 0; x < side; x += 1) sum += grey[y * side + x]! * cosines[u * side + x]!;
      rows[u * side + y] = sum;
    }
  const result = new Float64Array(kept * kept);
  for (let u = 0; u < kept; u += 1)
    for (let v = 0; v < kept; v += 1) {
      let sum = 0;
      for (let y = 0; y < side; y += 1) sum += rows[u * side + y]! * cosines[v * side + y]!;
      result[v * kept + u] = sum;
    }
  return result;
}
