import type { ModelInfo } from '../../../app/contract/models.ts';
import { searchFactsOf } from '../../../models/manifest.ts';
import type { ModelDevices } from './model-devices.ts';
import type { ModelUses } from './model-uses.ts';
import type { ShelfModel } from './open-shelf.ts';

/** A model as the person sees it. */
export function describeModel(
  { manifest, installed }: ShelfModel,
  { uses, devices }: { uses: ModelUses; devices: ModelDevices },
): ModelInfo {
  const { id, revision, family, title, tasks, source, languages, goodAt, limits, licence, variants } = manifest;
  const variant = variants.find(({ name }) => name === installed?.variant) ?? variants[0]!;
  const facts = searchFactsOf(manifest);
  const { next } = uses.search();
  const sizeBytes =
    installed === null ? variant.approxBytes : installed.files.reduce((sum, { bytes }) => sum + bytes, 0);
  return {
    modelId: id,
    revision,
    family,
    title,
    tasks,
    state: installed === null ? 'available' : installed.state === 'installed' ? 'installed' : 'corrupt',
    problem: installed?.problem ?? null,
    jobId: next?.modelId === id ? next.jobId : null,
    source,
    variants: variants.map(({ name, approxBytes, approxMemoryMB, devices }) => ({
      name,
      sizeBytes: approxBytes,
      approxMemoryMB,
      devices,
    })),
    variant: variant.name,
    sizeBytes,
    diskBytes: installed === null ? 0 : sizeBytes,
    approxMemoryMB: variant.approxMemoryMB,
    fits: { ok: true, reason: null },
    languages,
    goodAt,
    limits,
    licence: licence.spdx,
    licenceNotice: licence.notice,
    uses: uses.of(id),
    device: installed === null ? null : devices.choiceOf(id),
    imageSize: facts?.pixels.size ?? null,
    embeddingDim: facts?.dim ?? null,
  };
}
