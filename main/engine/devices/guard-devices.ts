import type { DeviceId } from '../../../app/contract/devices.ts';
import { AppError, toAppError, type ErrorCode } from '../../../app/contract/errors.ts';
import type { Inference } from '../../inference/client.ts';
import { lanes, type InferenceClient, type Lane } from '../../inference/contract.ts';
import { maxDifference } from '../../inference/devices/tolerance.ts';
import type { Logger } from '../../platform/logger.ts';
import { deviceNames, type DeviceChooser } from './device-chooser.ts';

export interface GuardOptions {
  readonly inference: Inference;
  readonly devices: DeviceChooser;
  readonly logger: Logger;
  /** How far a component of a model's unit vectors may be from the CPU's. */
  tolerance(modelId: string): number;
  /** A model's vectors on a device were compared with the CPU's and are right, as were those before. */
  onVerified(modelId: string): void;
  /** They are wrong, and may have been since `onVerified`. */
  onDrift(modelId: string): void;
}

/** Batches on a device between two comparisons with the CPU; the first batch is compared too. */
const batchesBetweenChecks = 32;

/** What may be the device's fault: the same is tried on the CPU. */
const deviceFaults: ReadonlySet<ErrorCode> = new Set([
  'unavailable',
  'engine_failed',
  'model_incompatible',
  'inference_failed',
  'out_of_memory',
  'internal',
]);

/**
 * Inference on the device that `devices` chooses, whatever a call says. Where the device fails and the CPU does not, or where its
 * numbers are wrong, it is turned off with a reason and the work goes on on the CPU. Texts are embedded on the CPU, where
 * one takes milliseconds and needs no copy of the model in the GPU's memory.
 */
export function guardDevices(options: GuardOptions): Inference {
  const guarded = new Map(lanes.map((lane) => [lane, guardLane(options, lane)]));
  return { ...options.inference, lane: (lane) => guarded.get(lane)! };
}

function guardLane({ inference, devices, logger, ...options }: GuardOptions, lane: Lane): InferenceClient {
  const client = inference.lane(lane);
  const batches = new Map<string, number>();

  function turnOff(modelId: string, device: DeviceId, reason: string): void {
    logger.warn('a device is turned off', { modelId, device, reason });
    devices.turnOff(modelId, device, reason);
  }

  function faultOf(error: unknown): string {
    const { code, message } = toAppError(error);
    if (code !== 'unavailable' && code !== 'engine_failed') return message;
    const { lastExit } = inference.statuses().find(({ name }) => name === `inference-${lane}`)!;
    return `its process ended while it worked (${lastExit ?? 'no reason given'}).`;
  }

  /** @param check why a result is wrong; null where it is right. */
  async function onDevice<T>(
    modelId: string,
    run: (device: DeviceId) => Promise<T>,
    check: (result: T) => Promise<string | null> | null = () => null,
  ): Promise<T> {
    const { device } = devices.deviceFor(modelId);
    if (device === 'cpu') return run('cpu');
    let reason: string | null;
    try {
      const result = await run(device);
      reason = await check(result);
      if (reason === null) return result;
    } catch (error) {
      if (!deviceFaults.has(toAppError(error).code)) throw error;
      const result = await run('cpu');
      turnOff(modelId, device, faultOf(error));
      return result;
    }
    turnOff(modelId, device, reason);
    return run('cpu');
  }

  /** Every batch must be unit vectors; every so often one photo is embedded on the CPU too. */
  async function checkVectors(
    modelId: string,
    found: Float32Array,
    { dim, onCpu }: { dim: number; onCpu: () => Promise<Float32Array> },
  ): Promise<string | null> {
    const batch = batches.get(modelId) ?? 0;
    batches.set(modelId, batch + 1);
    const wrong = areUnitVectors(found, dim) ? null : 'its result was no unit vector.';
    if (wrong === null && batch % batchesBetweenChecks !== 0) return null;
    const difference = wrong === null ? maxDifference(found.subarray(0, dim), await onCpu()) : Number.NaN;
    if (difference <= options.tolerance(modelId)) {
      options.onVerified(modelId);
      return null;
    }
    options.onDrift(modelId);
    return wrong ?? `its numbers had drifted from the CPU's by ${difference.toExponential(1)}.`;
  }

  return {
    ...client,
    embedImages(input, call) {
      const { modelId, count, pixels } = input;
      const onePhoto = { modelId, device: 'cpu', count: 1, pixels: pixels.subarray(0, pixels.length / count) } as const;
      const onCpu = async () => (await client.embedImages(onePhoto, call)).vectors;
      return onDevice(
        modelId,
        (device) => client.embedImages({ ...input, device }, call),
        ({ vectors, dim }) => checkVectors(modelId, vectors, { dim, onCpu }),
      );
    },
    embedTexts: (input, call) => client.embedTexts({ ...input, device: 'cpu' }, call),
    async *chat(input, call) {
      const { modelId } = input;
      const { device } = devices.deviceFor(modelId);
      let begun = false;
      try {
        for await (const event of client.chat({ ...input, device }, call)) {
          begun = true;
          yield event;
        }
        return;
      } catch (error) {
        if (device === 'cpu' || !deviceFaults.has(toAppError(error).code)) throw error;
        if (begun) {
          turnOff(modelId, device, faultOf(error));
          throw interrupted(device, error);
        }
        for await (const event of client.chat({ ...input, device: 'cpu' }, call)) {
          if (!begun) turnOff(modelId, device, faultOf(error));
          begun = true;
          yield event;
        }
      }
    },
    cachedChatPhotos: (input, call) =>
      onDevice(input.modelId, (device) => client.cachedChatPhotos({ ...input, device }, call)),
    warm: (input, call) =>
      lane === 'interactive'
        ? client.warm({ ...input, device: 'cpu' }, call)
        : onDevice(input.modelId, (device) => client.warm({ ...input, device }, call)),
  };
}

/** Half an answer is on the screen: it cannot go on on another device, but it can be asked for again. */
function interrupted(device: DeviceId, cause: unknown): AppError {
  const message = `${deviceNames[device]} failed in the middle of the answer and was turned off. Ask again: the CPU answers.`;
  return new AppError('unavailable', message, { cause });
}

function areUnitVectors(vectors: Float32Array, dim: number): boolean {
  for (let row = 0; row < vectors.length; row += dim) {
    let square = 0;
    for (let at = row; at < row + dim; at += 1) square += vectors[at]! ** 2;
    if (!(Math.abs(square - 1) < 0.01)) return false;
  }
  return true;
}
