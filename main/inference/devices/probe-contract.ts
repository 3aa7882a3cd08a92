/** @file What the engine may ask of a probe: a process that tries one device and is thrown away. */
import { z } from 'zod';
import { call, defineContract, type Client, type Handlers } from '../../../app/contract/define.ts';
import { DeviceId } from '../../../app/contract/devices.ts';

const Floats = z.custom<Float32Array>((value) => value instanceof Float32Array);

export const Candidate = z.object({
  device: DeviceId,
  /** What this machine lacks for it; null where it can be tried. */
  missing: z.string().nullable(),
});
export type Candidate = z.output<typeof Candidate>;

/** What a model computed on a device, and how fast. */
export const Measurement = z.object({
  result: z.discriminatedUnion('kind', [
    /** [vectors.length / dim, dim], L2-normalised. */
    z.object({ kind: z.literal('vectors'), dim: z.number().int(), vectors: Floats }),
    z.object({ kind: z.literal('text'), text: z.string() }),
  ]),
  perSecond: z.number(),
  unit: z.enum(['photos', 'tokens']),
  /** The fastest of those asked for. */
  threads: z.number().int(),
});
export type Measurement = z.output<typeof Measurement>;

export const probeContract = defineContract({
  /** The devices that this build of onnxruntime knows. */
  candidates: call(z.object({}), z.object({ candidates: z.array(Candidate) })),
  /** Runs a model on pictures that are the same every time. Rejects as `embedImages` and `chat` do. */
  measure: call(
    z.object({ modelId: z.string(), device: DeviceId, threads: z.array(z.number().int().min(1)).min(1) }),
    Measurement,
  ),
});

export type ProbeClient = Client<typeof probeContract>;
export type ProbeHandlers = Handlers<typeof probeContract>;
