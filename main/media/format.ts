import type { PhotoFormat } from '../../app/contract/photo.ts';

/** What the first bytes of a file say that it is; `svg` and `raw` are known so that they can be named, not read. */
export type DetectedFormat = PhotoFormat | 'svg' | null;

const ascii = (bytes: Uint8Array, start: number, end: number): string =>
  String.fromCharCode(...bytes.subarray(start, end));

const heicBrands = new Set(['heic', 'heix', 'heim', 'heis', 'hevc', 'hevx', 'mif1', 'mif2', 'msf1', 'heif', 'jpeg']);

/** Tells a photo's format from its content, whatever its name is. */
export function detectFormat(bytes: Uint8Array): DetectedFormat {
  if (bytes[0] === 0xff && bytes[1] === 0xd8) return 'jpeg';
  if (bytes[0] === 0x89 && ascii(bytes, 1, 4) === 'PNG') return 'png';
  if (ascii(bytes, 0, 4) === 'RIFF' && ascii(bytes, 8, 12) === 'WEBP') return 'webp';
  if (ascii(bytes, 0, 4) === 'GIF8') return 'gif';
  const tiff = ascii(bytes, 0, 4);
  if (/^(II[*+]\0|MM\0[*+])$/.test(tiff)) return 'tiff';
  if (ascii(bytes, 0, 2) === 'BM') return 'bmp';
  if (ascii(bytes, 4, 8) === 'ftyp') return isoBrand(bytes);
  return /<svg[\s>]/i.test(ascii(bytes, 0, Math.min(bytes.length, 1024))) ? 'svg' : null;
}

/** AVIF and HEIC share a container: the brands say which coding is inside. */
function isoBrand(bytes: Uint8Array): DetectedFormat {
  const boxLength = new DataView(bytes.buffer, bytes.byteOffset).getUint32(0);
  const brands: string[] = [ascii(bytes, 8, 12)];
  for (let at = 16; at + 4 <= Math.min(boxLength, bytes.length, 256); at += 4) brands.push(ascii(bytes, at, at + 4));
  if (brands.some((brand) => brand === 'avif' || brand === 'avis')) return 'avif';
  return brands.some((brand) => heicBrands.has(brand)) ? 'heic' : null;
}
