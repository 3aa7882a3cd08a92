import { searchFactsOf } from '../../models/manifest.ts';
import { mkdir } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { defaultSettings } from '../../app/contract/settings.ts';
import { loadStarter, openInferenceAlone, openMediaAlone, openWholeEngine, untilIdle } from './open-parts.ts';
import { writeLargePhotos } from './large-photos.ts';
import { temporaryFolder } from '../../main/testing/temporary-folder.ts';

export interface IndexRate {
  readonly photos: number;
  readonly photosPerSecond: number;
  /** The media stage alone: decode, thumbnail, hashes, facts, model pixels. */
  readonly decodePerSecond: number;
  readonly embedPerSecond: number;
  /** Of `1 / (1 / decode + 1 / embed)`, which shares the cores perfectly. */
  readonly ratioToLimit: number;
}

const batchSize = 16;
const batches = 60;

/** Indexing end to end beside its stages alone, on generated 12-megapixel JPEGs, one after another in one run. */
export async function measureIndexRate(photos: number): Promise<IndexRate> {
  await using folder = await temporaryFolder();
  const pictures = join(folder.path, 'pictures');
  await mkdir(pictures);
  const paths = await writeLargePhotos(pictures, photos);
  const decodePerSecond = await measureMedia(paths, folder.path);
  const embedPerSecond = await measureEmbedding();
  const photosPerSecond = await measureEngine(pictures, photos, folder.path);
  const limit = 1 / (1 / decodePerSecond + 1 / embedPerSecond);
  return { photos, photosPerSecond, decodePerSecond, embedPerSecond, ratioToLimit: photosPerSecond / limit };
}

async function measureMedia(paths: readonly string[], directory: string): Promise<number> {
  await using media = openMediaAlone();
  const { manifest } = await loadStarter();
  const thumbnailDirectory = join(directory, 'thumbnails');
  const read = (path: string) =>
    media.backfill.readPhoto({
      path,
      sidecarPath: null,
      thumbnailDirectory,
      pixels: [searchFactsOf(manifest)!.pixels],
      limits: defaultSettings.limits,
    });
  const readers = availableParallelism() * 2;
  await Promise.all(paths.slice(0, readers).map(read));
  const remaining = [...paths];
  const started = performance.now();
  const reader = async (): Promise<void> => {
    for (let path = remaining.pop(); path !== undefined; path = remaining.pop()) await read(path);
  };
  await Promise.all(Array.from({ length: readers }, reader));
  return paths.length / secondsSince(started);
}

async function measureEmbedding(): Promise<number> {
  const model = await loadStarter();
  await using inference = openInferenceAlone(model);
  const { id: modelId } = model.manifest;
  const { size } = searchFactsOf(model.manifest)!.pixels;
  const pixels = new Uint8Array(batchSize * size * size * 3).map(() => Math.floor(Math.random() * 256));
  const embed = () => inference.lane('index').embedImages({ modelId, count: batchSize, pixels });
  await embed();
  const started = performance.now();
  for (let batch = 0; batch < batches; batch++) await embed();
  return (batches * batchSize) / secondsSince(started);
}

async function measureEngine(pictures: string, photos: number, directory: string): Promise<number> {
  await using whole = await openWholeEngine(join(directory, 'library'));
  const started = performance.now();
  await whole.engine.library.add({ paths: [pictures] });
  await untilIdle(whole);
  const seconds = secondsSince(started);
  const { counts } = await whole.engine.library.folders({});
  if (counts.indexed !== photos) throw new Error(`Expected ${photos} indexed photos but found ${counts.indexed}.`);
  return photos / seconds;
}

const secondsSince = (started: number): number => (performance.now() - started) / 1000;
