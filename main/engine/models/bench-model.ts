import type { SearchModelSpeed } from '../../../app/contract/models.ts';
import { AppError } from '../../../app/contract/errors.ts';
import type { ModelId } from '../../../app/contract/ids.ts';
import { searchFactsOf } from '../../../models/manifest.ts';
import type { Inference } from '../../inference/client.ts';
import { installedModel, type ModelDevices } from './model-devices.ts';
import type { Shelf } from './open-shelf.ts';

export interface BenchOptions {
  readonly shelf: Shelf;
  readonly inference: Inference;
  readonly devices: Pick<ModelDevices, 'choiceOf'>;
}

/** Photos that indexing hands over at once. */
const batch = 16;
const measuredMs = 2000;
const words = ['a dog', 'two people at the beach', 'snow on the mountains', 'a red car in front of an old house'];

/**
 * Measures both towers as the product runs them: in their processes, on the model's device, without reading photos.
 * Rejects `not_found`, `model_missing`, `model_incompatible` for a model that cannot search.
 */
export async function benchModel(
  { shelf, inference, devices }: BenchOptions,
  modelId: ModelId,
  signal: AbortSignal,
): Promise<SearchModelSpeed> {
  const { manifest } = installedModel(shelf, modelId);
  const facts = searchFactsOf(manifest);
  if (facts === null) throw new AppError('model_incompatible', `${manifest.title} cannot search: it has no encoders.`);
  const { size } = facts.pixels;
  const pixels = Uint8Array.from({ length: batch * size * size * 3 }, (_, at) => (at * 37) % 251);
  const photosPerSecond = await perSecond(
    () => inference.lane('index').embedImages({ modelId, count: batch, pixels }, { signal }),
    batch,
  );
  let asked = 0;
  const textsPerSecond = await perSecond(() => {
    asked += 1;
    const texts = [`${words[asked % words.length]!} ${asked}`];
    return inference.lane('interactive').embedTexts({ modelId, texts }, { signal });
  }, 1);
  const { device } = devices.choiceOf(modelId);
  return { modelId, device, imageSize: size, embeddingDim: facts.dim, batch, photosPerSecond, textsPerSecond };
}

/** How many of something `work` does a second, once it is warm. */
async function perSecond(work: () => Promise<unknown>, each: number): Promise<number> {
  await work();
  const started = performance.now();
  let runs = 0;
  while (runs === 0 || performance.now() - started < measuredMs) {
    await work();
    runs += 1;
  }
  return (runs * each * 1000) / (performance.now() - started);
}
