/**
 * @file A process of the engine's own whose WebGPU is a graphics provider gone wrong. Everything else is the real entry.
 * `AFTERIMAGE_ENTRY` names it; `AFTERIMAGE_FAULT` is what WebGPU does, after so many good runs: `abort@2`, `garbage@0`.
 */
import { InferenceSession } from 'onnxruntime-node';

const [fault = '', goodRuns = '0'] = (process.env['AFTERIMAGE_FAULT'] ?? '').split('@');
const create = InferenceSession.create as (model: Uint8Array, options: Options) => Promise<InferenceSession>;
type Options = InferenceSession.SessionOptions;
let runs = 0;

async function createFaulty(model: Uint8Array, options: Options): Promise<Pick<InferenceSession, 'run' | 'release'>> {
  if (!options.executionProviders?.includes('webgpu')) return create(model, options);
  const session = await create(model, { ...options, executionProviders: ['cpu'] });
  return {
    async run(inputs: InferenceSession.FeedsType) {
      const outputs = await session.run(inputs);
      runs += 1;
      if (runs > Number(goodRuns)) misbehave(outputs);
      return outputs;
    },
    release: () => session.release(),
  };
}

function misbehave(outputs: InferenceSession.ReturnType): void {
  if (fault === 'abort') process.abort();
  if (fault === 'hang') for (;;);
  if (fault === 'throw') throw new Error('Device lost.');
  for (const { data } of Object.values(outputs)) {
    if (data instanceof Float32Array) data.reverse();
    if (data instanceof Float32Array && fault === 'nan') data.fill(Number.NaN);
  }
}

Object.assign(InferenceSession, { create: createFaulty });
await import(`../../../app/entry/${process.env['AFTERIMAGE_ENTRY']}-process.ts`);
