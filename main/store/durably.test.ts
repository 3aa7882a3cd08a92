import { expect, it, vi } from 'vitest';
import { addMessage, createConversation } from './conversations.ts';
import { openDatabase } from './database.ts';
import { durably } from './durably.ts';

it('flushes the log of what it writes, and of nothing else', () => {
  using db = openDisposable();
  expect(db.synchronous()).toBe(1);
  expect(durably(db.db, () => db.synchronous())).toBe(2);
  expect(db.synchronous()).toBe(1);
  expect(() => durably(db.db, () => JSON.parse('{'))).toThrow(SyntaxError);
  expect(db.synchronous()).toBe(1);
});

it('takes part in a transaction', () => {
  using db = openDisposable();
  const during = db.db.transaction(() => durably(db.db, () => db.synchronous()))();
  expect(during).toBe(1);
});

it('keeps a conversation so', () => {
  using db = openDisposable();
  const pragma = vi.spyOn(db.db, 'pragma');
  const conversationId = createConversation(db.db, { title: 'dogs', nowMs: 1 });
  addMessage(db.db, { conversationId, role: 'user', text: 'How many?', photoIds: [], nowMs: 2 });
  const once = [['synchronous = FULL'], ['synchronous = NORMAL']];
  expect(pragma.mock.calls).toEqual([...once, ...once]);
});

function openDisposable() {
  const db = openDatabase(':memory:');
  return {
    db,
    synchronous: () => db.pragma('synchronous', { simple: true }) as number,
    [Symbol.dispose]: () => void db.close(),
  };
}
