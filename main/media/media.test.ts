import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import sharp, { type Sharp } from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AppError } from '../../app/contract/errors.ts';
import { createNodeSpawner } from '../platform/node-spawner.ts';
import { silentLogger as logger } from '../platform/testing/silent-logger.ts';
import { noTestPhotos, testPhotos } from '../testing/test-photos.ts';
import { openMedia, type Media } from './client.ts';
import type { PixelSpec, ReadPhotoResult } from './contract.ts';
import { thumbnailPath } from './thumbnail-path.ts';

const spawn = createNodeSpawner({
  entryPath: () => fileURLToPath(new URL('../../app/entry/media-process.ts', import.meta.url)),
  logger,
});
const limits = { megapixels: 300, megabytes: 500 };

let directory: string;
let media: Media;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'afterimage-media-'));
  media = openMedia({ spawn, logger, processes: 2, timeoutMs: 30_000 });
});
afterAll(async () => {
  await media[Symbol.asyncDispose]();
  await rm(directory, { recursive: true });
});

const read = (path: string, sidecarPath: string | null = null): Promise<ReadPhotoResult> =>
  media.backfill.readPhoto({
    path,
    sidecarPath,
    thumbnailDirectory: join(directory, 'thumbnails'),
    pixels: [squash(128)],
    limits,
  });

const squash = (size: number): PixelSpec => ({ resize: 'squash', size, interpolation: 'bicubic' });

const failureOf = (path: string): Promise<AppError> =>
  read(path).then(
    () => Promise.reject(new Error('it was read')),
    (error: AppError) => error,
  );

const inDirectory = async (name: string, content: Uint8Array | string): Promise<string> => {
  const path = join(directory, name);
  await writeFile(path, content);
  return path;
};

/** A picture whose left half is red and right half blue. */
const twoHalves = (): Sharp =>
  sharp({ create: { width: 200, height: 100, channels: 3, background: 'blue' } }).composite([
    { input: { create: { width: 100, height: 100, channels: 3, background: 'red' } }, left: 0, top: 0 },
  ]);

const pixelAt = ({ modelPixels }: ReadPhotoResult, x: number, y: number): number[] => [
  ...modelPixels[0]!.pixels.subarray((y * 128 + x) * 3, (y * 128 + x) * 3 + 3),
];

describe('readPhoto', () => {
  it('gives everything about a photo from one decode', async () => {
    const path = await inDirectory('plain.jpg', await twoHalves().jpeg({ quality: 95 }).toBuffer());
    const photo = await read(path);
    expect(photo).toMatchObject({ format: 'jpeg', width: 200, height: 100, taken: null, camera: null, warnings: [] });
    expect(photo.contentHash).toMatch(/^[0-9a-f]{64}$/);
    expect(photo.modelPixels[0]!.pixels).toHaveLength(128 * 128 * 3);
    expect(photo.perceptualHash).toHaveLength(8);
    const thumbnail = join(directory, 'thumbnails', photo.contentHash.slice(0, 2), `${photo.contentHash}.jpg`);
    await expect(sharp(thumbnail).metadata()).resolves.toMatchObject({ format: 'jpeg', width: 200 });
  });

  it('serves models of several kinds from the same decode', async () => {
    const path = await inDirectory('several.png', await twoHalves().png().toBuffer());
    const specs: PixelSpec[] = [
      squash(32),
      { resize: 'crop', size: 64, interpolation: 'bilinear' },
      { resize: 'inside', size: 50, interpolation: 'lanczos3' },
    ];
    const thumbnailDirectory = join(directory, 'thumbnails');
    const { modelPixels } = await media.backfill.readPhoto({
      path,
      sidecarPath: null,
      thumbnailDirectory,
      pixels: specs,
      limits,
    });
    expect(modelPixels.map(({ width, height }) => [width, height])).toEqual([
      [32, 32],
      [64, 64],
      [50, 25],
    ]);
    for (const { width, height, pixels } of modelPixels) {
      expect(pixels).toHaveLength(width * height * 3);
      expect([...pixels.subarray(0, 3), ...pixels.subarray(-3)]).toEqual([255, 0, 0, 0, 0, 255]);
    }
    const large = await media.backfill.readPixels({ path, pixels: { ...specs[2]!, size: 4000 }, limits });
    expect(large).toMatchObject({ width: 200, height: 100 });
  });

  it.each([1, 2, 3, 4, 5, 6, 7, 8])('turns EXIF orientation %i upright', async (orientation) => {
    const stored = await twoHalves().jpeg({ quality: 95 }).withMetadata({ orientation }).toBuffer();
    const photo = await read(await inDirectory(`turned-${orientation}.jpg`, stored));
    const expected = await sharp(stored).autoOrient().resize({ width: 128, height: 128, fit: 'fill' }).raw().toBuffer();
    const turned = orientation >= 5;
    expect([photo.width, photo.height]).toEqual(turned ? [100, 200] : [200, 100]);
    for (const [x, y] of [
      [20, 20],
      [100, 20],
      [20, 100],
      [100, 100],
    ] as const) {
      const wanted = [...expected.subarray((y * 128 + x) * 3, (y * 128 + x) * 3 + 3)];
      pixelAt(photo, x, y).forEach((value, channel) => expect(Math.abs(value - wanted[channel]!)).toBeLessThan(12));
    }
  });

  it('puts alpha on white, and reads CMYK, 16 bits, grey, palettes and animation', async () => {
    const red = { r: 255, g: 0, b: 0 };
    const clear = sharp({ create: { width: 40, height: 40, channels: 4, background: { ...red, alpha: 0 } } });
    expect(pixelAt(await read(await inDirectory('alpha.png', await clear.png().toBuffer())), 64, 64)).toEqual([
      255, 255, 255,
    ]);
    const cmyk = await twoHalves().toColourspace('cmyk').jpeg().toBuffer();
    const left = pixelAt(await read(await inDirectory('cmyk.jpg', cmyk)), 20, 64);
    expect(left[0]).toBeGreaterThan(left[2]! + 100);
    const deep = await twoHalves().toColourspace('rgb16').png().toBuffer();
    expect(pixelAt(await read(await inDirectory('deep.png', deep)), 20, 64)).toEqual([255, 0, 0]);
    const grey = await sharp(await twoHalves().png().toBuffer())
      .greyscale()
      .jpeg()
      .toBuffer();
    const [r, g, b] = pixelAt(await read(await inDirectory('grey.jpg', grey)), 20, 64);
    expect(r === g && g === b).toBe(true);
    const gif = await read(await inDirectory('moving.gif', await twoHalves().gif().toBuffer()));
    expect(gif).toMatchObject({ format: 'gif', width: 200, height: 100 });
  });

  it('tells the format from the content, not from the name', async () => {
    const path = await inDirectory('really-a-png.jpg', await twoHalves().png().toBuffer());
    await expect(read(path)).resolves.toMatchObject({ format: 'png' });
  });

  it('reads a cut file as far as it goes, and says so', async () => {
    const whole = await sharp({
      create: {
        width: 800,
        height: 800,
        channels: 3,
        background: 'green',
        noise: { type: 'gaussian', mean: 128, sigma: 30 },
      },
    })
      .jpeg()
      .toBuffer();
    const photo = await read(await inDirectory('cut.jpg', whole.subarray(0, whole.length / 2)));
    expect(photo.warnings).toEqual(['Part of the file is damaged; what could be read is shown.']);
  });

  it('makes a picture again whose content a loss of power took', async () => {
    const path = await inDirectory('power.jpg', await twoHalves().tint('green').jpeg().toBuffer());
    const thumbnail = thumbnailPath(join(directory, 'thumbnails'), (await read(path)).contentHash);
    const outputPath = join(directory, 'power-preview.jpg');
    for (const picture of [thumbnail, outputPath]) await writeFile(picture, '');
    await read(path);
    await media.interactive.renderImage({ path, size: 'preview', outputPath });
    for (const picture of [thumbnail, outputPath]) expect((await readFile(picture)).length).toBeGreaterThan(0);
  });

  it('names what it cannot read', async () => {
    expect(await failureOf(await inDirectory('empty.jpg', ''))).toMatchObject({ code: 'decode_failed' });
    expect(await failureOf(await inDirectory('text.jpg', 'no photo'))).toMatchObject({ code: 'unsupported_format' });
    const drawing = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>';
    expect(await failureOf(await inDirectory('drawing.svg', drawing))).toMatchObject({
      code: 'unsupported_format',
      details: { policy: true },
    });
    expect(await failureOf(join(directory, 'nowhere.jpg'))).toMatchObject({ code: 'not_found' });
  });

  it('keeps to the limits, and names them', async () => {
    const path = await inDirectory(
      'big.png',
      await sharp({ create: { width: 2000, height: 1000, channels: 3, background: 'red' } })
        .png()
        .toBuffer(),
    );
    const thumbnailDirectory = join(directory, 'thumbnails');
    const call = (own: typeof limits) =>
      media.backfill.readPhoto({ path, sidecarPath: null, thumbnailDirectory, pixels: [squash(128)], limits: own });
    await expect(call({ megapixels: 1, megabytes: 500 })).rejects.toMatchObject({
      code: 'too_large',
      details: { limit: '1 megapixels' },
    });
    await expect(call({ megapixels: 300, megabytes: 0.001 })).rejects.toMatchObject({ code: 'too_large' });
  });

  it('reads dates, camera, words and place, and lets a sidecar win', async () => {
    const exif = {
      IFD0: { Make: 'Canon', Model: 'EOS 80D', ImageDescription: 'Two halves' },
      IFD2: { DateTimeOriginal: '2019:08:12 10:20:30', OffsetTimeOriginal: '+02:00', FNumber: '28/10' },
      IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '60/1 23/1 32/1', GPSLongitudeRef: 'E', GPSLongitude: '5/1 19/1 20/1' },
    };
    const path = await inDirectory('facts.jpg', await twoHalves().jpeg().withExif(exif).toBuffer());
    const xmp = `<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
      <rdf:Description xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmp:Rating="4">
      <dc:subject><rdf:Bag><rdf:li>fjord</rdf:li><rdf:li>boat</rdf:li></rdf:Bag></dc:subject>
      <dc:title><rdf:Alt><rdf:li xml:lang="x-default">Bryggen</rdf:li></rdf:Alt></dc:title></rdf:Description></rdf:RDF></x:xmpmeta>`;
    const photo = await read(path, await inDirectory('facts.xmp', xmp));
    expect(photo.taken).toEqual({ local: '2019-08-12T10:20:30', offsetMinutes: 120, source: 'exif' });
    expect(photo.camera).toMatchObject({ make: 'Canon', model: 'EOS 80D', aperture: 2.8 });
    expect(photo.place).toMatchObject({ city: 'Bergen', country: 'Norway' });
    expect(photo.description).toEqual({
      title: 'Bryggen',
      caption: 'Two halves',
      keywords: ['fjord', 'boat'],
      rating: 4,
    });
  });
});

describe('preprocessing', () => {
  it('agrees with the Python reference on the same pixels', async () => {
    const golden = JSON.parse(
      await readFile(new URL('../../models/starter/golden/preprocessing.json', import.meta.url), 'utf8'),
    ) as { width: number; height: number; size: number; pixels: string };
    const pixels = Buffer.alloc(golden.width * golden.height * 3);
    for (let y = 0; y < golden.height; y += 1)
      for (let x = 0; x < golden.width; x += 1) {
        const green = (Math.floor(x / 20) + Math.floor(y / 20)) % 2 === 0 ? 220 : 30;
        pixels.set(
          [Math.floor((x * 255) / (golden.width - 1)), green, (x * 7 + y * 13) % 256],
          (y * golden.width + x) * 3,
        );
      }
    const raw = { width: golden.width, height: golden.height, channels: 3 } as const;
    const photo = await read(await inDirectory('pattern.png', await sharp(pixels, { raw }).png().toBuffer()));
    const wanted = Buffer.from(golden.pixels, 'base64');
    const differences = photo.modelPixels[0]!.pixels.map((value, index) => Math.abs(value - wanted[index]!));
    const mean = differences.reduce((sum, value) => sum + value, 0) / differences.length;
    expect(mean).toBeLessThan(2);
  });
});

describe('the pool', () => {
  it('gives up a file that takes too long, by name, and goes on', async () => {
    await using hasty = openMedia({ spawn, logger, processes: 1, timeoutMs: 1 });
    const path = join(directory, 'plain.jpg');
    await expect(hasty.backfill.readPixels({ path, pixels: squash(128), limits })).rejects.toMatchObject({
      code: 'decode_timeout',
    });
  });

  it('cancels a file that waits', async () => {
    const controller = new AbortController();
    media.setConcurrency(0);
    const waiting = media.backfill.readPixels(
      { path: join(directory, 'plain.jpg'), pixels: squash(64), limits },
      { signal: controller.signal },
    );
    const overtaking = media.interactive.readPixels({ path: join(directory, 'plain.jpg'), pixels: squash(64), limits });
    await expect(overtaking).resolves.toMatchObject({ width: 64, height: 64 });
    controller.abort();
    await expect(waiting).rejects.toMatchObject({ code: 'cancelled' });
    media.setConcurrency(2);
  });
});

describe.skipIf(testPhotos === null)(`real files${testPhotos === null ? ` (skipped: ${noTestPhotos})` : ''}`, () => {
  const filesIn = async (folder: string): Promise<string[]> => {
    const entries = await readdir(join(testPhotos!, folder));
    return entries.map((name) => join(testPhotos!, folder, name)).filter((path) => !/\.(md|txt|json)$/.test(path));
  };
  const outcomes = async (folder: string) =>
    Promise.all(
      (await filesIn(folder)).map(async (path) => {
        const outcome = await read(path).catch((error: unknown) => error as AppError);
        return { path, outcome };
      }),
    );

  it('shows all 18 oriented photos upright', async () => {
    const found = await outcomes('odd/orientation');
    expect(found).toHaveLength(18);
    const upright = (name: string): ReadPhotoResult =>
      found.find(({ path }) => path.endsWith(name))!.outcome as ReadPhotoResult;
    for (const { path, outcome } of found) {
      const reference = upright(path.includes('Landscape') ? 'Landscape_0.jpg' : 'Portrait_0.jpg').modelPixels[0]!
        .pixels;
      const photo = outcome as ReadPhotoResult;
      const difference = photo.modelPixels[0]!.pixels.reduce(
        (sum, value, at) => sum + Math.abs(value - reference[at]!),
        0,
      );
      expect(difference / reference.length, path).toBeLessThan(12);
    }
  });

  it('decodes the five good HEIC files and names the malformed one', async () => {
    const found = await outcomes('odd/heif');
    const good = found.filter(({ outcome }) => !(outcome instanceof AppError));
    const bad = found.filter(({ outcome }) => outcome instanceof AppError);
    expect(good).toHaveLength(5);
    expect(bad.map(({ path }) => path.includes('processBoxes'))).toEqual([true]);
  });

  it('reads or names every hostile file', { timeout: 170_000 }, async () => {
    for (const folder of ['odd/heif-broken', 'odd/fuzzed', 'odd/avif', 'odd/exif', 'odd/pillow']) {
      for (const { path, outcome } of await outcomes(folder)) {
        if (!(outcome instanceof AppError)) continue;
        expect(['decode_failed', 'unsupported_format', 'too_large'], `${path}: ${outcome.message}`).toContain(
          outcome.code,
        );
      }
    }
  });
});
