import { expect, it } from 'vitest';
import { addMessage, createConversation, messagesOf } from './conversations.ts';
import { openDatabase } from './database.ts';

const older = {
  tool: 'decoder',
  toolReason: 'Only looking can answer this.',
  model: 'starter/starter-0',
  citedPhotoIds: ['1'],
  resolution: { width: 128, height: 128 },
  confidence: 0.7,
  confidenceKind: 'token_probability',
  seconds: 0.4,
  firstTokenSeconds: 0.1,
  stopped: false,
  notices: [],
};

it.each([
  ['of a version that knew less', older, { ...older, looks: [], regions: [], canLookCloser: false, server: null }],
  ['of a version that knew more', { ...older, mood: 'calm' }, older],
])('opens an answer %s', (_, stored, read) => {
  const db = openDatabase(':memory:');
  const conversationId = createConversation(db, { title: 't', nowMs: 1 });
  const message = { conversationId, role: 'assistant', text: 'A dog.', photoIds: ['1'], nowMs: 2 } as const;
  const messageId = addMessage(db, message);
  db.prepare('UPDATE message SET answer = ? WHERE message_id = ?').run(JSON.stringify(stored), Number(messageId));
  expect(messagesOf(db, conversationId)).toMatchObject([{ text: 'A dog.', answer: read }]);
  db.close();
});

it('keeps the words of an answer whose facts it cannot read', () => {
  const db = openDatabase(':memory:');
  const conversationId = createConversation(db, { title: 't', nowMs: 1 });
  const messageId = addMessage(db, { conversationId, role: 'assistant', text: 'A dog.', photoIds: [], nowMs: 2 });
  db.prepare('UPDATE message SET answer = ? WHERE message_id = ?').run('{"tool":"oracle"}', Number(messageId));
  expect(messagesOf(db, conversationId)).toMatchObject([{ text: 'A dog.', answer: null }]);
  db.close();
});
