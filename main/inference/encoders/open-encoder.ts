import { AppError } from '../../../app/contract/errors.ts';
import type { DeviceId } from '../../../app/contract/devices.ts';
import { isEncoder, type EncoderManifest, type ModelFamily } from '../../../models/manifest.ts';
import type { InstalledModel } from '../installed-models.ts';
import type { EncoderRuntime } from '../runtimes.ts';
import type { SessionPool } from '../session-pool.ts';
import { openStarterRuntime } from '../starter-runtime.ts';
import { createImageTower } from './image-tower.ts';
import { createTextTower } from './text-tower.ts';
import type { Place } from './tower.ts';

type Open = (place: Place) => Promise<EncoderRuntime>;

/** How the models of each family that can search are opened. */
const openers: Partial<Readonly<Record<ModelFamily, Open>>> = {
  starter: openStarter,
  clip: openTowers,
  siglip: openTowers,
};

/** Networks are loaded at their first use. Rejects `model_incompatible` for a model that cannot search. */
export function openEncoder(model: InstalledModel, pool: SessionPool, device: DeviceId): Promise<EncoderRuntime> {
  const open = openers[model.manifest.family];
  if (open !== undefined) return open({ model, pool, device });
  return Promise.reject(new AppError('model_incompatible', `${model.manifest.title} cannot search.`));
}

async function openStarter({ model, pool, device }: Place): Promise<EncoderRuntime> {
  const runtime = await openStarterRuntime(model, pool, device);
  return {
    dim: runtime.config.embedding_dim,
    embedImages: async (pixels, count) => (await runtime.encodeImages(pixels, count)).embeddings,
    embedTexts: runtime.encodeTexts,
    warm: runtime.warm,
  };
}

async function openTowers(place: Place): Promise<EncoderRuntime> {
  const { encoder } = encoderManifest(place.model);
  const image = createImageTower(place, encoder);
  const text = createTextTower(place, encoder);
  return {
    dim: encoder.dim,
    embedImages: image.embed,
    embedTexts: text.embed,
    async warm(towers) {
      for (const tower of towers) await { image, text }[tower].warm();
    },
  };
}

function encoderManifest({ manifest }: InstalledModel): EncoderManifest {
  if (isEncoder(manifest)) return manifest;
  throw new AppError('model_incompatible', `${manifest.title} has no towers.`);
}
