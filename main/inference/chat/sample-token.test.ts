import { describe, expect, it } from 'vitest';
import { sampleToken, type Sampling } from './sample-token.ts';

const logits = Float32Array.of(1, 4, -2, 3, 4 - 30);
const greedy: Sampling = { temperature: 0, topK: 50, random: () => 0 };

describe('choosing a token', () => {
  it('takes the likeliest, with the logarithm of its probability', () => {
    const sum = [...logits].reduce((total, logit) => total + Math.exp(logit), 0);
    const { id, logProbability } = sampleToken(logits, greedy);
    expect(id).toBe(1);
    expect(logProbability).toBeCloseTo(4 - Math.log(sum), 6);
  });

  it('tells probabilities to two in a thousand, also where most tokens are forbidden', () => {
    const many = Float32Array.from({ length: 5000 }, (_, index) => Math.sin(index) * 9);
    for (let index = 0; index < many.length; index += 3) many[index] = Number.NEGATIVE_INFINITY;
    const sum = many.reduce((total, logit) => total + Math.exp(logit), 0);
    const { id, logProbability } = sampleToken(many, greedy);
    expect(Math.exp(logProbability) / (Math.exp(many[id]!) / sum)).toBeCloseTo(1, 2);
  });

  it('draws by weight among the likeliest few alone', () => {
    const at = (share: number, topK = 2): number =>
      sampleToken(logits, { temperature: 1, topK, random: () => share }).id;
    const first = Math.exp(4) / (Math.exp(4) + Math.exp(3));
    expect([at(0), at(first - 0.001), at(first + 0.001), at(0.999)]).toEqual([1, 1, 3, 3]);
    expect(at(0.999, 1)).toBe(1);
  });

  it('evens out the weights at a higher temperature', () => {
    const hot = sampleToken(logits, { temperature: 2, topK: 2, random: () => 0.65 });
    expect(hot.id).toBe(3);
    expect(sampleToken(logits, { temperature: 1, topK: 2, random: () => 0.65 }).id).toBe(1);
  });

  it('refuses what is no number', () => {
    const broken = Float32Array.of(Number.NaN, Number.NaN);
    expect(() => sampleToken(broken, greedy)).toThrow(expect.objectContaining({ code: 'inference_failed' }));
    expect(() => sampleToken(Float32Array.of(1, Number.NaN), greedy)).toThrow('gave no numbers');
  });
});
