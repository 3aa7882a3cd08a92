import { expect, test } from 'vitest';
import type { InferenceClient } from '../../inference/contract.ts';
import { searchModel } from '../models/testing/search-model.ts';
import type { AnswerEvent } from './answer.ts';
import type { DecoderTools } from './decode-photo.ts';
import { lookFor } from './look-for.ts';
import type { Said } from './said.ts';
import { fakeSubjects } from './testing/fake-subjects.ts';

interface Case {
  readonly decoder: string;
  readonly probability: number;
  /** Log-odds of the photo's likeness; null where no search model is usable. */
  readonly likeness: number | null;
}

/** Looks for a dog with a decoder and a search model that are told what to say. */
async function look({ decoder, probability, likeness }: Case): Promise<{ said: Said; events: AnswerEvent[] }> {
  const asked: string[] = [];
  const client = {
    cachedPhotos: () => Promise.resolve({ cached: [true] }),
    async *generate() {
      yield { type: 'token', text: decoder };
      yield { type: 'finished', text: decoder, tokenProbability: 0.5, textProbability: probability };
    },
  } as unknown as InferenceClient;
  const unit = Float32Array.of(1, 0, 0, 0);
  const search = searchModel({
    calibration: likeness === null ? null : { a: 0, b: likeness },
    embedText: (text) => (asked.push(text), Promise.resolve(unit)),
  });
  const tools = {
    modelId: 'test',
    config: { presence: { decoder: 1, likeness: 1, bias: 0 }, decoder: { answer_max_new: 4 } },
    generate: () => client,
    search: () => search,
  } as unknown as DecoderTools;
  const subject = { ...fakeSubjects().ofFile('1.jpg'), vector: () => Promise.resolve(unit) };
  const looking = { question: 'Is there a dog?', tools, signal: new AbortController().signal, head: '' };
  const steps = lookFor('a dog', { number: 1, subject }, looking);
  const events: AnswerEvent[] = [];
  for (;;) {
    const step = await steps.next();
    if (step.done === true) {
      expect(asked.every((text) => text === 'a photo of a dog')).toBe(true);
      return { said: step.value, events };
    }
    events.push(step.value);
  }
}

test('a photo that is like the thing makes the decoder’s yes surer', async () => {
  const { said, events } = await look({ decoder: 'yes', probability: 0.6, likeness: 2 });
  expect(said).toMatchObject({ text: 'yes', kind: 'presence' });
  expect(said.probability).toBeCloseTo(0.917, 3);
  expect(events).toEqual([{ type: 'token', text: 'yes' }]);
});

test('what the photo is like outweighs an unsure decoder, and the answer says so', async () => {
  const { said, events } = await look({ decoder: 'no', probability: 0.55, likeness: 3 });
  expect(said.text).toBe('yes');
  expect(events.map(({ type }) => type)).toEqual(['token', 'notice']);
  expect(events[1]).toMatchObject({ text: expect.stringContaining('alone said no') as unknown });
});

test('witnesses who cancel each other out tell nothing', async () => {
  const { said } = await look({ decoder: 'yes', probability: 0.9, likeness: -Math.log(9) });
  expect(said).toEqual({ text: 'I can’t tell.', probability: null, kind: null });
});

test('without a search model the answer is the decoder’s own', async () => {
  const { said, events } = await look({ decoder: 'no', probability: 0.9, likeness: null });
  expect(said).toEqual({ text: 'no', probability: 0.5, kind: 'token_probability' });
  expect(events).toEqual([{ type: 'token', text: 'no' }]);
});

test('a decoder that cannot tell claims nothing, however sure it is of that', async () => {
  const { said, events } = await look({ decoder: "i can't tell.", probability: 0.9, likeness: 3 });
  expect(said).toEqual({ text: 'I can’t tell.', probability: null, kind: null });
  expect(events).toEqual([{ type: 'token', text: 'I can’t tell.' }]);
});
