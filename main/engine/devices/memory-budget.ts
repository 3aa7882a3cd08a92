import { totalmem } from 'node:os';
import type { DeviceId } from '../../../app/contract/devices.ts';
import type { Shelf } from '../models/open-shelf.ts';

/** Shares of the machine's memory. A graphics processor's own memory cannot be asked for; where it is shared, this is its share. */
const shares = { cpu: 1 / 2, others: 1 / 4 };

/** Megabytes that all loaded models may take on a device. */
export const budgetMB = (device: DeviceId): number =>
  (totalmem() / 1024 ** 2) * (device === 'cpu' ? shares.cpu : shares.others);

/** Megabytes that a model takes, as its manifest says of the installed variant. */
export function sizeMB(shelf: Shelf, modelId: string): number {
  const found = shelf.find(modelId);
  if (found === null) return 0;
  const { variants } = found.manifest;
  return (variants.find(({ name }) => name === found.installed?.variant) ?? variants[0]!).approxMemoryMB;
}
