import { availableParallelism } from 'node:os';
import type { DeviceChoice } from '../../../app/contract/devices.ts';
import { AppError } from '../../../app/contract/errors.ts';
import type { EngineHandlers } from '../../../app/contract/index.ts';
import type { JobId, ModelId } from '../../../app/contract/ids.ts';
import { isChat } from '../../../models/manifest.ts';
import { probeDevices } from '../../inference/devices/probe-devices.ts';
import { toleranceOf } from '../../inference/devices/tolerance.ts';
import type { InstalledModel } from '../../inference/installed-models.ts';
import type { Spawner } from '../../platform/process.ts';
import type { JobContext, Jobs } from '../jobs/create-jobs.ts';
import type { DeviceChooser } from '../devices/device-chooser.ts';
import type { Shelf } from './open-shelf.ts';

type Handlers = Pick<EngineHandlers['models'], 'probe' | 'trials' | 'setDevice'>;

/** Which device each model runs on, and how that is found out. */
export interface ModelDevices {
  readonly handlers: Handlers;
  /** Of an installed model. */
  choiceOf(modelId: ModelId): DeviceChoice;
  /** Tries the devices on an installed model, as a job. */
  probe(modelId: ModelId): JobId;
}

export interface ModelDevicesOptions {
  readonly shelf: Shelf;
  readonly jobs: Jobs;
  readonly devices: DeviceChooser;
  readonly spawn: Spawner;
}

/** A device that takes longer is given up. Loading a large chat model and compiling its shaders takes minutes on a slow disk. */
const timeLimitsMs = { encoder: 60_000, chat: 300_000 };

export function createModelDevices(options: ModelDevicesOptions): ModelDevices {
  const { shelf, jobs, devices } = options;

  function probe(modelId: ModelId): JobId {
    const model = installedModel(shelf, modelId);
    const running = jobs.active().find((job) => job.kind === 'probe_model' && job.modelId === modelId);
    return running?.jobId ?? startProbe(options, model, modelId);
  }

  return {
    choiceOf: devices.deviceFor,
    probe,
    handlers: {
      probe: ({ modelId }) => ({ jobId: probe(modelId) }),
      trials({ modelId }) {
        installedModel(shelf, modelId);
        return { trials: [...devices.trials(modelId)], driver: devices.driver };
      },
      setDevice({ modelId, device }) {
        installedModel(shelf, modelId);
        return devices.choose(modelId, device);
      },
    },
  };
}

/** @throws `not_found`, `model_missing`. */
export function installedModel(shelf: Shelf, modelId: ModelId): InstalledModel {
  const found = shelf.find(modelId);
  if (found === null) throw new AppError('not_found', `There is no model ${modelId}.`);
  if (found.installed?.state === 'installed') return found.installed;
  throw new AppError('model_missing', `${found.manifest.title} is not installed.`);
}

function startProbe(
  { shelf, jobs, devices, spawn }: ModelDevicesOptions,
  model: InstalledModel,
  modelId: ModelId,
): JobId {
  const { manifest } = model;
  const timeLimitMs = isChat(manifest) ? timeLimitsMs.chat : timeLimitsMs.encoder;
  return jobs.add({
    kind: 'probe_model',
    title: manifest.title,
    lane: 'models',
    modelId,
    phase: { phase: 'probing', unit: 'devices' },
    async run(context) {
      const probe = await probeDevices({
        spawn,
        configuration: { modelDirectories: [shelf.bundled.directory], modelsRoot: shelf.root },
        modelId,
        threads: threadCounts(availableParallelism()),
        tolerance: toleranceOf(model),
        timeLimitMs,
        signal: context.signal,
        onProgress: progressOf(context),
      });
      devices.remember(modelId, probe);
    },
  });
}

function progressOf(context: JobContext): (done: number, total: number) => void {
  let before = 0;
  return (done, total) => {
    if (done === 0) context.phase({ phase: 'probing', unit: 'devices', total });
    else context.advance(done - before);
    before = done;
  };
}

/** 1, 2, 4 and so on, up to all cores. */
export function threadCounts(cores: number): number[] {
  const powers = Array.from({ length: Math.floor(Math.log2(cores)) + 1 }, (_, index) => 2 ** index);
  return powers.at(-1) === cores ? powers : [...powers, cores];
}
