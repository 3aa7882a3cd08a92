import { appendFile, copyFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { drawScene, scenes } from '../fixtures/scenes.ts';

const size = { width: 4000, height: 3000 };

/** Writes `count` 12-megapixel JPEGs as grainy as a camera's; no two have the same content. */
export async function writeLargePhotos(directory: string, count: number): Promise<string[]> {
  const originals = await Promise.all(scenes.map((_scene, index) => writeOriginal(directory, index)));
  const paths: string[] = [];
  for (let index = 0; index < count; index++) {
    const path = join(directory, `photo-${String(index).padStart(4, '0')}.jpg`);
    await copyFile(originals[index % originals.length]!, path);
    // Bytes after the image's end are not decoded, but make the file one of its own.
    await appendFile(path, `copy ${index}`);
    paths.push(path);
  }
  return paths;
}

async function writeOriginal(directory: string, index: number): Promise<string> {
  const path = join(directory, `.original-${index}.jpg`);
  const scene = await sharp(Buffer.from(drawScene(scenes[index % scenes.length]!, index * 3)))
    .resize(size.width, size.height, { fit: 'fill' })
    .png({ compressionLevel: 0 })
    .toBuffer();
  const noise = { type: 'gaussian' as const, mean: 128, sigma: 12 };
  const grain = await sharp({ create: { ...size, channels: 3, background: '#808080', noise } })
    .png({ compressionLevel: 0 })
    .toBuffer();
  await sharp(scene)
    .composite([{ input: grain, blend: 'soft-light' }])
    .jpeg({ quality: 90 })
    .toFile(path);
  return path;
}
