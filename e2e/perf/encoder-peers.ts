/** @file The search encoders beside their peers, in one run on the same photos and the same ONNX file. */
import { env, pipeline } from '@huggingface/transformers';
import { mkdir } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { defaultSettings } from '../../app/contract/settings.ts';
import { loadInstalledModel, type InstalledModel } from '../../main/inference/installed-models.ts';
import { installReplica } from '../../main/testing/install-replica.ts';
import { temporaryFolder } from '../../main/testing/temporary-folder.ts';
import { createClipReplica } from '../../models/clip/testing/replica.ts';
import { searchFactsOf } from '../../models/manifest.ts';
import { jsonFile } from '../../models/testing/replica.ts';
import type { SearchReplica } from '../../models/testing/search-replica.ts';
import { visionTransformer, type VisionTransformerSize } from '../../models/testing/vision-transformer.ts';
import { writeLargePhotos } from './large-photos.ts';
import { openInferenceAlone, openMediaAlone } from './open-parts.ts';

export interface EncoderPeers {
  readonly tower: string;
  /** Photos a second from raw pixels in this process to vectors, through the index lane's process. */
  readonly fromPixels: number;
  /** Photos a second of `session.run` on ready tensors, in batches of `batch`. */
  readonly bare: number;
  readonly ratioToBare: number;
  /** Photos a second from 12-megapixel JPEG files to vectors. */
  readonly fromFiles: number;
  readonly pipeline: number;
  readonly ratioToPipeline: number;
  readonly batch: number;
  readonly threads: number;
}

export const towers = {
  /** As many multiplications a photo as the starter's image tower. */
  starter: { size: 128, patch: 16, width: 256, layers: 6, heads: 4, dim: 256 },
  'ViT-B/32': { size: 224, patch: 32, width: 768, layers: 12, heads: 12, dim: 512 },
} as const satisfies Record<string, VisionTransformerSize>;

/** What the runtime itself uses on the CPU. */
const batch = 4;
const indexBatch = 16;
const threads = availableParallelism();

/** The peers take turns, and the best round of each counts: other work on the machine only ever slows a round down. */
export async function measureEncoderPeers(
  tower: keyof typeof towers,
  { rounds, photos }: { rounds: number; photos: number },
): Promise<EncoderPeers> {
  await using folder = await temporaryFolder();
  const pictures = join(folder.path, 'pictures');
  await mkdir(pictures);
  const paths = await writeLargePhotos(pictures, photos);
  const directory = await installReplica(folder.path, replicaOf(towers[tower]));
  const bareLoop = await openBareLoop(directory, towers[tower].size);
  const extract = await openPipeline(directory);
  await using own = await openOwn(await loadInstalledModel(directory));
  const seconds = {
    ...(await inTurns({ own: own.fromPixels, bare: () => bareLoop(indexBatch / batch) }, 6 * rounds)),
    ...(await inTurns({ ownFiles: () => own.fromFiles(paths), pipeline: () => oneByOne(paths, extract) }, rounds)),
  };
  const [fromPixels, bare] = [seconds.own, seconds.bare].map((each) => indexBatch / Math.min(...each)) as Pair;
  const [fromFiles, pipelineRate] = [seconds.ownFiles, seconds.pipeline].map(
    (each) => paths.length / Math.min(...each),
  ) as Pair;
  return {
    tower,
    fromPixels,
    bare,
    ratioToBare: fromPixels / bare,
    fromFiles,
    pipeline: pipelineRate,
    ratioToPipeline: fromFiles / pipelineRate,
    batch,
    threads,
  };
}

type Pair = [number, number];

async function oneByOne(paths: readonly string[], work: (path: string) => Promise<unknown>): Promise<void> {
  for (const path of paths) await work(path);
}

/** The product's own processes: media reads and scales, the index lane embeds. */
async function openOwn(model: InstalledModel) {
  await using stack = new AsyncDisposableStack();
  const lane = stack.use(openInferenceAlone(model)).lane('index');
  const media = stack.use(openMediaAlone());
  const { pixels: spec } = searchFactsOf(model.manifest)!;
  const { id: modelId } = model.manifest;
  const ready = new Uint8Array(indexBatch * spec.size * spec.size * 3).map((_, at) => (at * 37) % 251);
  const read = async (path: string): Promise<Uint8Array> =>
    (await media.backfill.readPixels({ path, pixels: spec, limits: defaultSettings.limits })).pixels;
  const owned = stack.move();
  return {
    fromPixels: () => lane.embedImages({ modelId, pixels: ready, count: indexBatch }),
    /** The next photos are read while these are embedded, as indexing does. */
    async fromFiles(paths: readonly string[]): Promise<void> {
      let embedding: Promise<unknown> = Promise.resolve();
      for (let at = 0; at < paths.length; at += batch) {
        const here = await Promise.all(paths.slice(at, at + batch).map(read));
        await embedding;
        embedding = lane.embedImages({ modelId, pixels: Buffer.concat(here), count: here.length });
      }
      await embedding;
    },
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  };
}

/** Seconds of each way in each round, after one round that does not count. */
async function inTurns<Way extends string>(
  ways: Readonly<Record<Way, () => Promise<unknown>>>,
  rounds: number,
): Promise<Record<Way, number[]>> {
  const names = Object.keys(ways) as Way[];
  const seconds = Object.fromEntries(names.map((name) => [name, []])) as unknown as Record<Way, number[]>;
  for (let round = 0; round <= rounds; round += 1)
    for (const name of names) {
      const started = performance.now();
      await ways[name]();
      if (round > 0) seconds[name].push((performance.now() - started) / 1000);
    }
  return seconds;
}

function replicaOf(facts: VisionTransformerSize): SearchReplica {
  const replica = createClipReplica();
  const { encoder } = replica.manifest;
  const { size, dim } = facts;
  const json = (path: string): object => JSON.parse(new TextDecoder().decode(replica.files.get(path))) as object;
  const preprocessor = { crop_size: { height: size, width: size }, size: { shortest_edge: size } };
  const image = { ...encoder.image, preprocessing: { ...encoder.image.preprocessing, size } };
  return {
    ...replica,
    manifest: { ...replica.manifest, encoder: { ...encoder, dim, image } },
    files: new Map([
      ...replica.files,
      ['onnx/vision_model.onnx', visionTransformer(facts)],
      ['preprocessor_config.json', jsonFile({ ...json('preprocessor_config.json'), ...preprocessor })],
    ]),
  };
}

/** Runs the tower on `count` ready batches. */
async function openBareLoop(directory: string, size: number): Promise<(count: number) => Promise<void>> {
  const session = await InferenceSession.create(join(directory, 'onnx/vision_model.onnx'), {
    executionProviders: ['cpu'],
    intraOpNumThreads: threads,
    interOpNumThreads: 1,
  });
  const values = new Float32Array(batch * 3 * size * size).map((_, at) => ((at * 37) % 251) / 125 - 1);
  const pixels = new Tensor('float32', values, [batch, 3, size, size]);
  return async (count) => {
    for (let run = 0; run < count; run += 1) await session.run({ pixel_values: pixels });
  };
}

/** transformers' own way from a file to a vector, on the same ONNX file and as many threads. */
async function openPipeline(directory: string): Promise<(path: string) => Promise<unknown>> {
  env.allowRemoteModels = false;
  const extractor = await pipeline('image-feature-extraction', directory, {
    dtype: 'fp32',
    device: 'cpu',
    session_options: { executionProviders: ['cpu'], intraOpNumThreads: threads, interOpNumThreads: 1 },
  });
  return (path) => extractor(path);
}
