import type { DeviceId } from '../../../app/contract/devices.ts';
import { isOver, type Job } from '../../../app/contract/jobs.ts';
import type { ModelInfo } from '../../../app/contract/models.ts';
import { searchFactsOf, type ModelVariant } from '../../../models/manifest.ts';
import { sizeOf } from './installing/install-plan.ts';
import type { ModelDevices } from './model-devices.ts';
import { fitOf, suitableVariant, type Machine } from './model-fit.ts';
import { presenceOf } from './model-presence.ts';
import type { ModelUses } from './model-uses.ts';
import type { ShelfModel } from './open-shelf.ts';

export interface DescribeOptions {
  readonly uses: ModelUses;
  readonly devices: ModelDevices;
  readonly machine: Machine;
  /** The folder of all models. */
  readonly root: string;
  readonly jobs: readonly Job[];
  /** Devices that work on this machine, the fastest first. */
  readonly bestDevices: readonly DeviceId[];
}

/** A model as the person sees it. */
export async function describeModel(model: ShelfModel, options: DescribeOptions): Promise<ModelInfo> {
  const { uses, devices, machine, root } = options;
  const { manifest, installed, begun } = model;
  const { id, revision, family, title, tasks, source, languages, goodAt, limits, licence, variants } = manifest;
  const suitable = suitableVariant(manifest, options.bestDevices);
  const variant = variants.find(({ name }) => name === (begun ?? installed)?.variant) ?? suitable;
  const facts = searchFactsOf(manifest);
  const { next } = uses.search();
  const presence = await presenceOf(model, root);
  const job = options.jobs.find((each) => each.modelId === id && !isOver(each));
  const sizeBytes = installed !== null ? sizeOf(installed) : begun !== null ? sizeOf(begun) : variant.approxBytes;
  const missingBytes = presence.state === 'installed' ? 0 : Math.max(0, sizeBytes - presence.diskBytes);
  return {
    modelId: id,
    revision,
    family,
    title,
    tasks,
    ...presence,
    state: job?.kind === 'install_model' ? 'installing' : presence.state,
    jobId: job?.jobId ?? (next?.modelId === id ? next.jobId : null),
    source,
    variants: variants.map(toVariantInfo),
    variant: variant.name,
    sizeBytes,
    approxMemoryMB: variant.approxMemoryMB,
    fits: fitOf(variant, missingBytes, machine),
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

const toVariantInfo = ({
  name,
  approxBytes,
  approxMemoryMB,
  devices,
}: ModelVariant): ModelInfo['variants'][number] => ({
  name,
  sizeBytes: approxBytes,
  approxMemoryMB,
  devices,
});
