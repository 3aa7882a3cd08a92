import { z } from 'zod';

/** Where a model may run: onnxruntime's execution providers by their session-option names. */
export const deviceIds = ['cpu', 'webgpu', 'cuda', 'dml', 'coreml'] as const;
export const DeviceId = z.enum(deviceIds);
export type DeviceId = z.output<typeof DeviceId>;

/** Which device a model runs on, and why. */
export const DeviceChoice = z.object({
  device: DeviceId,
  /** In one short sentence. */
  reason: z.string(),
  /** True where the person chose it; false where the fastest that works was measured, or nothing is measured yet. */
  chosenByPerson: z.boolean(),
  /** Measured speed there: photos a second for a search model, tokens a second for a chat model; null until measured. */
  speed: z.object({ perSecond: z.number(), unit: z.enum(['photos', 'tokens']) }).nullable(),
});
export type DeviceChoice = z.output<typeof DeviceChoice>;

/** What a probe of one device on one model found. */
export const DeviceTrial = z.object({
  device: DeviceId,
  /** `slower` works but loses to another; `off` was turned off after a crash or a drift while working. */
  outcome: z.enum(['fastest', 'slower', 'absent', 'failed', 'crashed', 'wrong', 'timed_out', 'off']),
  /** In one short sentence: the adapter's name, the missing library, how far its numbers were off. */
  detail: z.string(),
  perSecond: z.number().nullable(),
  /** Largest difference to the CPU's result; null where there is none. */
  maxDifference: z.number().nullable(),
});
export type DeviceTrial = z.output<typeof DeviceTrial>;
