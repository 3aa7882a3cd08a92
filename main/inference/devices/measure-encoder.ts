import type { HandlerContext } from '../../../app/contract/define.ts';
import type { DeviceId } from '../../../app/contract/devices.ts';
import type { InferenceHandlers } from '../contract.ts';
import { probePictures } from './probe-pictures.ts';
import type { Measurement } from './probe-contract.ts';

export interface EncoderTrial {
  readonly modelId: string;
  /** Square side in pixels that the image tower sees. */
  readonly size: number;
  readonly device: DeviceId;
  readonly context: HandlerContext;
}

/** Pictures that are compared; then the batch that indexing works in. */
const compared = 2;
const batch = 16;
/** A device that needs longer for a batch is timed on the compared pictures alone. */
const longestBatchMs = 2500;
const measuredMs = 600;

/** Photos a second of the image tower, and its vectors of two pictures. */
export async function measureEncoder(
  { embedImages }: Pick<InferenceHandlers, 'embedImages'>,
  { modelId, size, device, context }: EncoderTrial,
): Promise<Omit<Measurement, 'threads'>> {
  const embed = (count: number) => embedImages({ modelId, device, count, pixels: probePictures(count, size) }, context);
  const { dim, vectors } = await embed(compared);
  const pairMs = await timed(() => embed(compared));
  const result = { kind: 'vectors', dim, vectors } as const;
  if ((pairMs * batch) / compared > longestBatchMs) {
    return { result, perSecond: (compared * 1000) / pairMs, unit: 'photos' };
  }
  await embed(batch);
  let spentMs = 0;
  let photos = 0;
  while (spentMs < measuredMs) {
    spentMs += await timed(() => embed(batch));
    photos += batch;
  }
  return { result, perSecond: (photos * 1000) / spentMs, unit: 'photos' };
}

async function timed(work: () => unknown): Promise<number> {
  const started = performance.now();
  await work();
  return performance.now() - started;
}
