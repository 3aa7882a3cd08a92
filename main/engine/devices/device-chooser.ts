import type { DeviceChoice, DeviceId, DeviceTrial } from '../../../app/contract/devices.ts';
import { AppError } from '../../../app/contract/errors.ts';
import type { Probe } from '../../inference/devices/probe-devices.ts';
import type { WritableDb } from '../../store/database.ts';
import { readDeviceRecord, writeDeviceRecord, type DeviceRecord } from '../../store/device-records.ts';

/** Which device each model runs on: the person's choice, else the fastest that was measured and works. */
export interface DeviceChooser {
  /** What the choices depend on (`readDriver`). */
  readonly driver: string;
  deviceFor(modelId: string): DeviceChoice;
  /** The number of threads that was fastest on the CPU; null until measured. */
  threadsFor(modelId: string): number | null;
  /** What was measured with this driver; empty where nothing was. */
  trials(modelId: string): readonly DeviceTrial[];
  remember(modelId: string, probe: Probe): void;
  /** @throws `conflict` for a device that does not work here. */
  choose(modelId: string, device: DeviceId | null): DeviceChoice;
  /** A device that crashed or drifted while working; it stays off until the driver changes, a probe or the person's choice. */
  turnOff(modelId: string, device: DeviceId, reason: string): void;
  onChange(listener: () => void): () => void;
}

export interface DeviceChooserOptions {
  readonly db: WritableDb;
  readonly driver: string;
  /** The key of a model's vectors, which names its files. */
  modelKey(modelId: string): string;
}

export const deviceNames: Readonly<Record<DeviceId, string>> = {
  cpu: 'the CPU',
  webgpu: 'WebGPU',
  cuda: 'CUDA',
  dml: 'DirectML',
  coreml: 'CoreML',
};

const works = ({ outcome }: DeviceTrial): boolean => outcome === 'fastest' || outcome === 'slower';

/** Remembers per model and driver, in the library. */
export function createDeviceChooser(options: DeviceChooserOptions): DeviceChooser {
  const { db, driver } = options;
  const listeners = new Set<() => void>();

  function recordOf(modelId: string): DeviceRecord {
    const modelKey = options.modelKey(modelId);
    const none = { driver, modelKey, trials: [], unit: 'photos', threads: null, chosen: null } as const;
    const stored = readDeviceRecord(db, modelId);
    if (stored === null) return { ...none, trials: [] };
    if (stored.driver === driver && stored.modelKey === modelKey) return stored;
    return { ...none, trials: [], chosen: stored.chosen };
  }

  function change(modelId: string, part: Partial<DeviceRecord>): void {
    writeDeviceRecord(db, modelId, { ...recordOf(modelId), ...part });
    for (const listener of listeners) listener();
  }

  const deviceFor = (modelId: string): DeviceChoice => choiceOf(recordOf(modelId));

  return {
    driver,
    deviceFor,
    threadsFor: (modelId) => recordOf(modelId).threads,
    trials: (modelId) => recordOf(modelId).trials,
    remember: (modelId, { trials, unit, threads }) => change(modelId, { trials: [...trials], unit, threads }),
    choose(modelId, device) {
      const { trials } = recordOf(modelId);
      const trial = trials.find((each) => each.device === device);
      if (trial !== undefined && !works(trial) && trial.outcome !== 'off') {
        throw new AppError('conflict', `${deviceNames[trial.device]} does not work here: ${trial.detail}`);
      }
      change(modelId, { chosen: device, trials: trials.map((each) => (each === trial ? switchedOn(each) : each)) });
      return deviceFor(modelId);
    },
    turnOff(modelId, device, reason) {
      const others = recordOf(modelId).trials.filter((trial) => trial.device !== device);
      const off = { device, outcome: 'off', detail: reason, perSecond: null, maxDifference: null } as const;
      change(modelId, { trials: [...others, off] });
    },
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/** A device that was off is tried once more when the person asks for it. */
const switchedOn = (trial: DeviceTrial): DeviceTrial =>
  trial.outcome === 'off' ? { ...trial, outcome: 'slower', detail: 'Turned on again.' } : trial;

function choiceOf({ trials, chosen, unit }: DeviceRecord): DeviceChoice {
  const speedOn = (device: DeviceId): DeviceChoice['speed'] => {
    const perSecond = trials.find((trial) => trial.device === device)?.perSecond ?? null;
    return perSecond === null ? null : { perSecond, unit };
  };
  const choice = (device: DeviceId, reason: string, chosenByPerson = false): DeviceChoice => ({
    device,
    reason,
    chosenByPerson,
    speed: speedOn(device),
  });
  const wanted = trials.find(({ device }) => device === chosen);
  if (chosen !== null && (wanted === undefined || works(wanted))) return choice(chosen, 'You chose it.', true);
  if (trials.length === 0) return choice('cpu', 'Nothing was measured yet.');
  const fastest = trials.filter(works).toSorted((left, right) => (right.perSecond ?? 0) - (left.perSecond ?? 0))[0];
  const device = fastest?.device ?? 'cpu';
  const reasons = lost(trials, wanted);
  return choice(device, reasons.length === 0 ? whyFastest(trials, device) : `${reasons.join(' ')} ${isUsed(device)}`);
}

const isUsed = (device: DeviceId): string =>
  device === 'cpu' ? 'The CPU is used.' : `${deviceNames[device]} is used.`;

/** Why a device that was to be used is not. */
function lost(trials: readonly DeviceTrial[], wanted: DeviceTrial | undefined): string[] {
  return trials
    .filter((trial) => trial.outcome === 'off' || trial === wanted)
    .map(({ device, outcome, detail }) =>
      outcome === 'off'
        ? `${deviceNames[device]} was turned off: ${detail}`
        : `You chose ${deviceNames[device]}, which does not work here: ${detail}`,
    );
}

function whyFastest(trials: readonly DeviceTrial[], device: DeviceId): string {
  const others = trials.filter((trial) => trial.device !== device);
  const slower = others.filter(works).map((trial) => deviceNames[trial.device]);
  if (slower.length > 0) return `Measured faster than ${slower.join(' and ')}.`;
  return ['Nothing else works here.', ...others.map((trial) => `${deviceNames[trial.device]}: ${trial.detail}`)].join(
    ' ',
  );
}
