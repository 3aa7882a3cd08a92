import { loadStarter, openInferenceAlone } from './open-parts.ts';

const subjects = 'dog cat boat child mountain street flower car bird house horse table tree bridge cake guitar'.split(
  ' ',
);
const settings = 'on the beach,in the snow,at night,in a garden,in a city,by a lake,at a party,in the kitchen'.split(
  ',',
);
/** Spread of photos around their subject: the length of the noise beside a centre of length 1. */
const spread = 1.2;

export interface SampleVectors {
  readonly dim: number;
  /** L2-normalised; scattered around texts that the model has embedded, as photos are. */
  vectorOf(index: number): Float32Array;
}

export const sampleQueries = subjects.map((subject, index) => `a ${subject} ${settings[index % settings.length]!}`);

export async function openSampleVectors(): Promise<SampleVectors> {
  const model = await loadStarter();
  await using inference = openInferenceAlone(model);
  const texts = subjects.flatMap((subject) => settings.map((setting) => `a ${subject} ${setting}`));
  const { dim, vectors } = await inference.lane('interactive').embedTexts({ modelId: model.manifest.id, texts });
  const random = createGaussian();
  return {
    dim,
    vectorOf(index) {
      const from = (index % texts.length) * dim;
      const scale = spread / Math.sqrt(dim);
      const vector = vectors.slice(from, from + dim).map((value) => value + random() * scale);
      const length = Math.hypot(...vector);
      return vector.map((value) => value / length);
    },
  };
}

/** Normally distributed numbers from a fixed seed: twelve uniform ones, summed. */
function createGaussian(): () => number {
  let state = 42;
  const uniform = (): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
  return () => {
    let sum = -6;
    for (let count = 0; count < 12; count++) sum += uniform();
    return sum;
  };
}
