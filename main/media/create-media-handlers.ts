import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { isWritten } from '../platform/is-written.ts';
import type { MediaHandlers, ReadPhotoResult } from './contract.ts';
import { openPhoto, runPipeline, type DecodeLimits } from './decode.ts';
import { decodeBase, gridThumbnail, hashesOf } from './derive.ts';
import { readMetadata, type Position } from './metadata.ts';
import { modelPixels } from './model-pixels.ts';
import { openPlaces, type Places } from './places.ts';
import { readPhotoFile } from './read-file.ts';
import { thumbnailPath } from './thumbnail-path.ts';
import { writeWhole } from './write-file.ts';

/** Long edge of what fits a screen, pixels. */
const previewSize = 2048;

/** JPEG quality of what is sent to a server of the person's own. */
const sentQuality = 85;

/** For files that the person asked about by name. */
const renderLimits: DecodeLimits = { megapixels: 2000, megabytes: 10_000 };

/** What a media process answers; one file at a time. */
export function createMediaHandlers(): MediaHandlers {
  let places: Promise<Places> | null = null;

  async function placeOf(position: Position | null): Promise<ReadPhotoResult['place']> {
    if (position === null) return null;
    places ??= openPlaces();
    const nearest = (await places).nearest(position.latitude, position.longitude);
    return { ...position, city: nearest?.city ?? null, region: null, country: nearest?.country ?? null };
  }

  async function factsOf(bytes: Buffer, sidecarPath: string | null) {
    const sidecar = sidecarPath === null ? null : await readFile(sidecarPath).catch(() => null);
    const { position, ...facts } = readMetadata(bytes, sidecar);
    return { ...facts, place: await placeOf(position) };
  }

  return {
    async readPhoto({ path, sidecarPath, thumbnailDirectory, pixels, limits }) {
      const bytes = await readPhotoFile(path, limits.megabytes);
      const contentHash = hashOf(bytes);
      const photo = await openPhoto(bytes, limits);
      const base = await decodeBase(photo, pixels, limits);
      const facts = await factsOf(bytes, sidecarPath);
      await writeThumbnail(thumbnailPath(thumbnailDirectory, contentHash), () => gridThumbnail(base));
      return {
        contentHash,
        format: photo.format,
        width: photo.width,
        height: photo.height,
        ...facts,
        ...(await hashesOf(base)),
        modelPixels: await Promise.all(pixels.map((spec) => modelPixels(base, spec))),
        warnings: [...photo.warnings(), ...facts.warnings],
      };
    },

    async readPixels({ path, pixels, limits }) {
      const bytes = await readPhotoFile(path, limits.megabytes);
      const photo = await openPhoto(bytes, limits);
      const base = await decodeBase(photo, [pixels], limits);
      return { contentHash: hashOf(bytes), ...(await modelPixels(base, pixels)) };
    },

    async encodeJpeg({ path, longestEdge, limits }) {
      const photo = await openPhoto(await readPhotoFile(path, limits.megabytes), limits);
      const size = { width: longestEdge, height: longestEdge, fit: 'inside', withoutEnlargement: true } as const;
      const image = photo.pipeline().resize(size).jpeg({ quality: sentQuality });
      const { data, info } = await runPipeline(image.toBuffer({ resolveWithObject: true }), limits);
      return { width: info.width, height: info.height, bytes: new Uint8Array(data) };
    },

    async readFacts({ path, sidecarPath }) {
      const bytes = await readPhotoFile(path, renderLimits.megabytes);
      const { format, width, height } = await openPhoto(bytes, renderLimits);
      return { format, width, height, ...(await factsOf(bytes, sidecarPath)) };
    },

    async renderImage({ path, size, outputPath }) {
      if (!(await isWritten(outputPath))) {
        const photo = await openPhoto(await readPhotoFile(path, renderLimits.megabytes), renderLimits);
        if (size === 'grid')
          await writeWhole(outputPath, await gridThumbnail(await decodeBase(photo, [], renderLimits)));
        else await renderLarge(photo, size, outputPath);
      }
      return { contentType: 'image/jpeg' };
    },
  };
}

const hashOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/** The same content has the same thumbnail: a second copy, or a second run, keeps what is there. */
async function writeThumbnail(path: string, make: () => Promise<Buffer>): Promise<void> {
  if (!(await isWritten(path))) await writeWhole(path, await make());
}

async function renderLarge(
  photo: Awaited<ReturnType<typeof openPhoto>>,
  size: 'preview' | 'full',
  outputPath: string,
): Promise<void> {
  const limit = size === 'preview' ? previewSize : 16_383;
  const image = photo.pipeline().resize({ width: limit, height: limit, fit: 'inside', withoutEnlargement: true });
  await writeWhole(outputPath, await runPipeline(image.jpeg({ quality: 88 }).toBuffer(), renderLimits));
}
