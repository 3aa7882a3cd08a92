import { availableParallelism, totalmem } from 'node:os';
import type { DeviceId } from '../../../app/contract/devices.ts';
import type { ModelInfo } from '../../../app/contract/models.ts';
import type { ModelManifest, ModelVariant } from '../../../models/manifest.ts';
import { freeBytesAt, gigabytes, spareBytes } from './installing/free-space.ts';

/** What there is to work with. */
export interface Machine {
  readonly memoryMB: number;
  readonly cores: number;
  /** On the disk of the models; null where it does not tell. */
  readonly freeBytes: number | null;
}

/** Share of the machine's memory that a model may take, the system and the library beside it. */
const memoryShare = 0.6;

export const measureMachine = async (root: string): Promise<Machine> => ({
  memoryMB: Math.round(totalmem() / 1024 ** 2),
  cores: availableParallelism(),
  freeBytes: await freeBytesAt(root),
});

/** The variant that suits: the first for the best of these devices, else the first of all. */
export function suitableVariant({ variants }: ModelManifest, devices: readonly DeviceId[]): ModelVariant {
  for (const device of devices) {
    const found = variants.find((variant) => variant.devices.includes(device));
    if (found !== undefined) return found;
  }
  return variants[0]!;
}

/** Whether memory and free space suffice. @param missingBytes of its files that are not here yet. */
export function fitOf(
  { approxMemoryMB }: Pick<ModelVariant, 'approxMemoryMB'>,
  missingBytes: number,
  { memoryMB, freeBytes }: Machine,
): ModelInfo['fits'] {
  if (approxMemoryMB > memoryMB * memoryShare) {
    const reason = `It needs about ${gigabytes(approxMemoryMB * 1e6)} of memory, and this computer has ${gigabytes(memoryMB * 1e6)}.`;
    return { ok: false, reason };
  }
  if (missingBytes > 0 && freeBytes !== null && missingBytes + spareBytes > freeBytes) {
    const reason = `It needs ${gigabytes(missingBytes)} on the disk, and ${gigabytes(freeBytes)} are free.`;
    return { ok: false, reason };
  }
  return { ok: true, reason: null };
}
