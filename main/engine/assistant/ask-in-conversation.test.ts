import { expect, it } from 'vitest';
import { openAssistant } from './testing/open-assistant.ts';

it('follows up a follow-up, and meets a doubt of it', async () => {
  using test = openAssistant({ lookers: {} });
  await test.ask('When was photo 1 taken?', [1, 2]);
  const other = await test.ask('and the other one?', [1, 2]);
  expect(other.answer.text).toMatch(/^\[photo 2\] was taken/);
  const named = await test.ask('and in photo 1?', [1, 2]);
  expect(named.answer.text).toMatch(/^\[photo 1\] was taken/);
  expect(named.answer.answer!.notices).toEqual(['Asked again: “When was the photo taken?”']);
  expect((await test.ask('sure?', [1, 2])).answer.text).toBe('Yes: what I said was read from the file itself.');
  expect((await test.ask('and the other one?', [1, 2])).answer.text).toMatch(/^\[photo 2\] was taken/);
});

it('claims nothing about a place that the file does not record', async () => {
  using test = openAssistant({ lookers: {} });
  const { answer } = await test.ask('Where was this taken?', [1]);
  expect(answer.answer).toMatchObject({ tool: 'facts', confidence: null, confidenceKind: null });
  expect((await test.ask('sure?', [1])).answer.text).toMatch(/does not record that/);
});

it.each(['why?', 'shorter please', 'no, that is wrong', 'in German please'])(
  'says that the built-in model has learnt no such thing: %s',
  async (question) => {
    using test = openAssistant({ lookers: {} });
    await test.ask('When was this taken?', [1]);
    expect((await test.ask(question, [1])).answer.text).toMatch(/has not learnt/);
  },
);
