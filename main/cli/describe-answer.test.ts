import { expect, it } from 'vitest';
import { describeAnswer } from './describe-answer.ts';
import { answerFacts as facts } from './testing/answer-facts.ts';

it('says why no model was needed', () => {
  expect(describeAnswer(facts, { model: null, readable: true })).toEqual([
    '— no model needed: No photo is in the conversation.',
    '  0.00 s',
  ]);
});

it.each([
  ['facts', 'exact', 1, 'from the file'],
  ['decoder', 'token_probability', 0.98, 'said with 98 % (how decided the model was, not checked)'],
  ['decoder', 'caption_match', 0.924, 'the words fit the photo with 92 % (checked by the search model)'],
] as const)('says what a number of %s (%s) means', (tool, confidenceKind, confidence, words) => {
  const lines = describeAnswer({ ...facts, tool, confidenceKind, confidence }, { model: 'A', readable: true });
  expect(lines[1]).toBe(`  ${words}, 0.00 s`);
});
