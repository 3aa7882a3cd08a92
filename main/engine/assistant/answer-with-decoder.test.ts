import { expect, test } from 'vitest';
import type { InferenceClient } from '../../inference/contract.ts';
import { searchModel } from '../models/testing/search-model.ts';
import { answerWithDecoder } from './answer-with-decoder.ts';
import type { DecoderTools } from './decode-photo.ts';
import { answered } from './testing/answered.ts';
import { fakeSubjects } from './testing/fake-subjects.ts';

/** Asks about one photo a decoder that answers so. */
async function ask(answers: Readonly<Record<string, string>>, labelled = false) {
  const asked: (string | null)[] = [];
  const client = {
    cachedPhotos: () => Promise.resolve({ cached: [true] }),
    async *generate({ question }: { question: string }) {
      asked.push(question);
      const text = answers[question]!;
      yield { type: 'token', text };
      yield { type: 'finished', text, tokenProbability: 0.99, textProbability: 0.99 };
    },
  } as unknown as InferenceClient;
  const tools = {
    modelId: 'test',
    config: { image: { size: 128 }, decoder: { answer_max_new: 4 } },
    generate: () => client,
    search: () => searchModel({ calibration: null }),
  } as unknown as DecoderTools;
  const { signal } = new AbortController();
  const subjects = [{ number: 1, subject: fakeSubjects().ofFile('1.jpg') }];
  return {
    asked,
    ...(await answered(answerWithDecoder(subjects, { questions: Object.keys(answers), labelled, tools, signal }))),
  };
}

test('several things are asked for one by one, and all are answered', async () => {
  const answer = await ask({ 'is there a fire hydrant?': 'no', 'is there a dog?': 'yes' });
  expect(answer.text).toBe('a fire hydrant: no, a dog: yes');
  expect(answer.asked).toEqual(['is there a fire hydrant?', 'is there a dog?']);
});

test('a decoder that cannot tell is not shown as sure', async () => {
  const answer = await ask({ 'what color is the dog?': "i can't tell." });
  expect(answer).toMatchObject({ text: 'I can’t tell.', confidence: null, confidenceKind: null });
});

test('the decoder is asked in the words that it learnt', async () => {
  expect((await ask({ 'what animal is in the photo?': 'dog' })).asked).toEqual(['what animal is in the photo?']);
});

test.each([
  ['is there a dog?', 'no', 'a dog: no'],
  ['is it day or night?', 'day', 'is it day or night? day'],
])('an answer to a question that was turned says what was asked: %s', async (question, text, expected) => {
  expect((await ask({ [question]: text }, true)).text).toBe(expected);
});
