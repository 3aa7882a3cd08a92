import { expect, test } from 'vitest';
import { AskEvent, type Message } from '../../../app/contract/assistant.ts';
import { applyAskEvent, isStored, newLiveAnswer, storedBefore } from './live-answer.ts';

const message = (messageId: string, role: Message['role'], text: string) => ({
  messageId,
  role,
  text,
  photoIds: ['4'],
  createdMs: 0,
  answer: null,
  failure: null,
});

const events = [
  {
    type: 'started',
    conversationId: '7',
    question: message('1', 'user', 'What is this?'),
    messageId: '2',
    tool: 'decoder',
    toolReason: 'It asks what is in the photo.',
    model: 'starter/starter-0',
  },
  { type: 'token', text: 'A ' },
  { type: 'token', text: 'dog' },
  { type: 'notice', text: 'One photo could not be read.' },
  { type: 'replaced', text: 'There is a chair.', reason: 'the caption did not fit' },
  { type: 'token', text: ' And a table.' },
].map((event) => AskEvent.parse(event));

const after = (count: number) => events.slice(0, count).reduce(applyAskEvent, newLiveAnswer('What is this?', []));

test('tokens add up', () => {
  expect(after(3)).toMatchObject({ text: 'A dog', tool: 'decoder', conversationId: '7', messageId: '2' });
});

test('a replacement takes the place of all text so far and says why', () => {
  expect(after(6)).toMatchObject({ text: 'There is a chair. And a table.', replaced: 'the caption did not fit' });
  expect(after(6).notices).toEqual(['One photo could not be read.']);
});

test('the stored answer has the last word', () => {
  const finished = AskEvent.parse({ type: 'finished', answer: message('2', 'assistant', 'There is a chair.') });
  expect(applyAskEvent(after(6), finished)).toMatchObject({ state: 'finished', text: 'There is a chair.' });
});

test('nothing is shown twice while the stored conversation catches up', () => {
  const stored = [message('1', 'user', 'What is this?'), message('2', 'assistant', 'A dog')] as Message[];
  expect(storedBefore(stored, after(3))).toEqual([]);
  expect(isStored(stored, after(3))).toBe(true);
  expect(isStored(stored.slice(0, 1), after(3))).toBe(false);
});
