import { z } from 'zod';
import { call, stream } from './define.ts';
import { DeviceId } from './devices.ts';
import { ModelId } from './ids.ts';

/** Bumped when a change to the contract would confuse an older client. */
export const protocolVersion = 1;

export const Hello = z.object({
  version: z.string(),
  host: z.enum(['electron', 'headless', 'cli']),
  /** Prefix for `mediaUrl`. */
  mediaBase: z.string(),
  platform: z.string(),
  capabilities: z.object({
    /** A native dialog picks folders; else the engine's picker. */
    nativeFolderPicker: z.boolean(),
    revealFile: z.boolean(),
    dropFolders: z.boolean(),
  }),
});
export type Hello = z.output<typeof Hello>;

export const ProcessName = z.enum(['media', 'inference-interactive', 'inference-index', 'inference-generate']);

/** The state of a supervised process, for the person: a restart is said, not hidden. */
export const ProcessStatus = z.object({
  name: ProcessName,
  state: z.enum(['idle', 'starting', 'running', 'restarting', 'failed', 'stopped']),
  restarts: z.number().int(),
  lastExit: z.string().nullable(),
});
export type ProcessStatus = z.output<typeof ProcessStatus>;

/** A device that failed while a model worked on it: it is off, and the work went on on the CPU. */
export const DeviceOff = z.object({ modelId: ModelId, title: z.string(), device: DeviceId, reason: z.string() });
export type DeviceOff = z.output<typeof DeviceOff>;

export const DoctorCheck = z.object({
  name: z.string(),
  ok: z.boolean(),
  detail: z.string(),
  /** What to do where it is not ok. */
  fix: z.string().nullable(),
});
export type DoctorCheck = z.output<typeof DoctorCheck>;

export const system = {
  hello: call(z.object({ protocol: z.number().int() }), Hello),
  /** A snapshot, then one event whenever a process changes state or a device is turned off. */
  processes: stream(
    z.object({}),
    z.object({
      type: z.literal('snapshot'),
      processes: z.array(ProcessStatus),
      devicesOff: z.array(DeviceOff),
    }),
  ),
  doctor: call(z.object({}), z.object({ checks: z.array(DoctorCheck) })),
};
