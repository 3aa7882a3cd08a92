import type { DeviceId } from '../../../app/contract/devices.ts';
import { toAppError, type ErrorCode } from '../../../app/contract/errors.ts';
import type { Inference } from '../../inference/client.ts';
import type { Lane } from '../../inference/contract.ts';
import type { Logger } from '../../platform/logger.ts';
import type { DeviceChooser } from './device-chooser.ts';

export interface FallBackOptions {
  readonly inference: Inference;
  readonly devices: DeviceChooser;
  readonly logger: Logger;
}

/** Work that goes on on the CPU where a device fails. */
export interface FallBack {
  /**
   * Runs on a model's device. Where that fails and the CPU does not, or where `check` finds fault with the result, the device is
   * turned off and the CPU's result is given.
   */
  run<T>(
    modelId: string,
    work: (device: DeviceId) => Promise<T>,
    check?: (result: T) => Promise<string | null>,
  ): Promise<T>;
  /** Ends the lane's process where the device takes so long that it must be stuck; disposing says that it is not. */
  watch(device: DeviceId): Disposable;
  /** True for an error that may be the device's fault: the same is tried on the CPU. */
  isFault(error: unknown): boolean;
  turnOff(modelId: string, device: DeviceId, why: unknown): void;
}

/** Loading a large model and compiling its shaders is the longest that a device may be silent. */
const stuckMs = 300_000;

const faults: ReadonlySet<ErrorCode> = new Set([
  'unavailable',
  'engine_failed',
  'model_incompatible',
  'inference_failed',
  'out_of_memory',
  'internal',
]);

export function createFallBack({ inference, devices, logger }: FallBackOptions, lane: Lane): FallBack {
  const isFault = (error: unknown): boolean => faults.has(toAppError(error).code);

  function reasonOf(why: unknown): string {
    if (typeof why === 'string') return why;
    const { code, message } = toAppError(why);
    if (code !== 'unavailable' && code !== 'engine_failed') return message;
    const { lastExit } = inference.statuses().find(({ name }) => name === `inference-${lane}`)!;
    return `its process ended while it worked (${lastExit ?? 'no reason given'}).`;
  }

  function turnOff(modelId: string, device: DeviceId, why: unknown): void {
    const reason = reasonOf(why);
    logger.warn('a device is turned off', { modelId, device, reason });
    devices.turnOff(modelId, device, reason);
  }

  function watch(device: DeviceId): Disposable {
    const timer = device === 'cpu' ? undefined : setTimeout(() => inference.restart(lane), stuckMs).unref();
    return { [Symbol.dispose]: () => clearTimeout(timer) };
  }

  async function attempt<T>(
    work: () => Promise<T>,
    check: (result: T) => Promise<string | null>,
  ): Promise<{ readonly result: T } | { readonly fault: unknown }> {
    try {
      const result = await work();
      const fault = await check(result);
      return fault === null ? { result } : { fault };
    } catch (error) {
      if (!isFault(error)) throw error;
      return { fault: error };
    }
  }

  return {
    isFault,
    turnOff,
    watch,
    async run(modelId, work, check = () => Promise.resolve(null)) {
      const { device } = devices.deviceFor(modelId);
      if (device === 'cpu') return work('cpu');
      using _watched = watch(device);
      const attempted = await attempt(() => work(device), check);
      if ('result' in attempted) return attempted.result;
      const result = await work('cpu');
      turnOff(modelId, device, attempted.fault);
      return result;
    },
  };
}
