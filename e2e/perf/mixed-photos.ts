import { appendFile, copyFile, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { drawScene, scenes } from '../fixtures/scenes.ts';

/** Widths and heights in pixels: small and large, upright, wide, square, odd. */
const sizes = [
  [640, 480],
  [1024, 768],
  [768, 1024],
  [1600, 1200],
  [1999, 1333],
  [3000, 900],
  [1500, 1500],
  [4000, 3000],
] as const;
const formats = ['jpeg', 'jpeg', 'jpeg', 'webp', 'png'] as const;

/** Writes `count` photos of mixed sizes and formats; no two have the same content. */
export async function writeMixedPhotos(directory: string, count: number): Promise<void> {
  const originals = join(directory, '.originals');
  await mkdir(originals, { recursive: true });
  const paths = await Promise.all(sizes.map((_size, index) => writeOriginal(originals, index)));
  for (let index = 0; index < count; index += 1) {
    const original = paths[index % paths.length]!;
    const path = join(directory, `photo-${String(index).padStart(4, '0')}${original.slice(original.lastIndexOf('.'))}`);
    await copyFile(original, path);
    // Bytes after the picture's end are not decoded, but make the file one of its own.
    await appendFile(path, `copy ${index}`);
  }
}

async function writeOriginal(directory: string, index: number): Promise<string> {
  const [width, height] = sizes[index]!;
  const format = formats[index % formats.length]!;
  const path = join(directory, `${index}.${format}`);
  await sharp(Buffer.from(drawScene(scenes[index % scenes.length]!, index)))
    .resize(width, height, { fit: 'fill' })
    .toFormat(format)
    .toFile(path);
  return path;
}
