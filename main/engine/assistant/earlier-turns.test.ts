import { expect, test } from 'vitest';
import type { Message } from '../../../app/contract/assistant.ts';
import { earlierTurns } from './earlier-turns.ts';

interface Asked {
  readonly text: string;
  readonly cited?: readonly string[];
  readonly answer?: object;
}

const conversation = (...asked: readonly Asked[]): Message[] =>
  asked.flatMap(({ text, cited = [], answer = {} }) => [
    { role: 'user', text, failure: null, answer: null },
    {
      role: 'assistant',
      text: 'So it is.',
      failure: null,
      answer: { tool: 'facts', confidence: null, confidenceKind: null, citedPhotoIds: cited, ...answer },
    },
  ]) as unknown as Message[];

test('a follow-up to a follow-up leans on the question behind both', () => {
  const turns = earlierTurns(
    conversation(
      { text: 'Is there a dog in photo 1?', cited: ['a'] },
      { text: 'and the other one?', cited: ['b'] },
      { text: 'sure?' },
      { text: 'really?' },
    ),
    ['a', 'b'],
  );
  expect(turns.map(({ question }) => question)).toEqual(['Is there a dog in photo 1?', 'Is there a dog in the photo?']);
  expect(turns.at(-1)!.cited).toEqual([1]);
});

test.each([
  [{ confidence: 1, confidenceKind: 'exact' }, /was read from the file itself/],
  [{}, /does not record that/],
  [{ confidence: 0.7, confidenceKind: 'presence' }, /0\.70/],
])('a doubt of %o is met with what is known', (answer, expected) => {
  const [turn] = earlierTurns(conversation({ text: 'Where was this taken?', answer }), []);
  expect(turn!.confidence!.words).toMatch(expected);
});

test('what nobody measured has no words of its own', () => {
  const [turn] = earlierTurns(conversation({ text: 'Why?', answer: { tool: 'none' } }), []);
  expect(turn!.confidence).toBeNull();
});
