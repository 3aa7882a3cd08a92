/** @file The devices as the engine has them: chosen per model, guarded while they work. */
import type { Inference } from '../../inference/client.ts';
import { toleranceOf } from '../../inference/devices/tolerance.ts';
import type { Logger } from '../../platform/logger.ts';
import type { WritableDb } from '../../store/database.ts';
import { forgetVectorsSince, newestVector } from '../../store/unverified-vectors.ts';
import type { Shelf } from '../models/open-shelf.ts';
import { createDeviceChooser, type DeviceChooser } from './device-chooser.ts';
import { guardDevices } from './guard-devices.ts';

export interface DevicesOptions {
  readonly db: WritableDb;
  readonly driver: string;
  readonly shelf: Shelf;
  readonly logger: Logger;
  /** Unguarded. */
  openInference(devices: DeviceChooser): Inference;
}

export interface Devices extends DeviceChooser {
  /** Photos wait to be embedded again, because a device had drifted. */
  onRequeued(listener: () => void): void;
}

export function openDevices({ db, driver, shelf, logger, openInference }: DevicesOptions): {
  devices: Devices;
  inference: Inference;
} {
  const modelKey = (modelId: string): string => shelf.find(modelId)?.installed?.modelKey ?? modelId;
  const chooser = createDeviceChooser({ db, driver, modelKey });
  const verified = new Map<string, number>();
  const listeners: (() => void)[] = [];
  const inference = guardDevices({
    inference: openInference(chooser),
    devices: chooser,
    logger,
    tolerance(modelId) {
      const model = shelf.find(modelId)?.installed;
      return model === undefined || model === null ? 0 : toleranceOf(model);
    },
    onVerified: (modelId) => verified.set(modelId, newestVector(db)),
    onDrift(modelId) {
      const since = verified.get(modelId);
      if (since === undefined) return;
      const photos = forgetVectorsSince(db, modelKey(modelId), since);
      logger.warn('vectors of a device that drifted are made again', { modelId, photos });
      if (photos > 0) listeners.forEach((listener) => listener());
    },
  });
  releaseChanged(shelf, inference);
  return { devices: { ...chooser, onRequeued: (listener) => listeners.push(listener) }, inference };
}

/** No process keeps a model that was removed or replaced. */
function releaseChanged(shelf: Shelf, inference: Inference): void {
  const keysNow = () => new Map(shelf.list().map(({ manifest, installed }) => [manifest.id, installed?.modelKey]));
  let keys = keysNow();
  shelf.onChange(() => {
    const before = keys;
    keys = keysNow();
    for (const [modelId, key] of before)
      if (key !== undefined && keys.get(modelId) !== key) void inference.release(modelId);
  });
}
