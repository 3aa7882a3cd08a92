import { expect, test } from 'vitest';
import { installedModel, searchModel } from '../models/testing/search-model.ts';
import { chatModel } from './testing/chat-model.ts';
import { fakeSubjects } from './testing/fake-subjects.ts';
import { planAnswer, type AskedQuestion } from './plan-answer.ts';

const builtIn = { chat: null, caption: null, detect: null, read: null, notice: null };

const plan = (asked: string, how: Partial<AskedQuestion> = {}) =>
  planAnswer(
    {
      asked,
      subjects: [fakeSubjects().ofFile('1.jpg')],
      earlier: [],
      past: [],
      lookers: builtIn,
      closer: false,
      sampling: { temperature: 0, seed: 0 },
      ...how,
    },
    { model: installedModel, search: () => searchModel() },
  );

test('what the built-in model cannot heed is said', () => {
  expect(plan('Is there a dog?').notices).toEqual([]);
  expect(plan('Is there a dog?', { closer: true, sampled: true }).notices).toEqual([
    expect.stringMatching(/cannot look closer/),
    expect.stringMatching(/temperature and seed change nothing/),
  ]);
  expect(plan('When was this taken?', { closer: true, sampled: true }).notices).toEqual([]);
  const lookers = { ...builtIn, chat: { kind: 'model', model: chatModel() } as const };
  expect(plan('Is there a dog?', { closer: true, sampled: true, lookers }).notices).toEqual([]);
});

test('a photo that is not there is not looked at', () => {
  const earlier = [{ question: 'Is there a dog?', cited: [0], confidence: null }];
  expect(plan('and the other one?', { earlier }).route).toMatchObject({ answer: 'There is only this one photo.' });
  expect(plan('Describe photo 7').route).toMatchObject({ tool: 'none' });
});
