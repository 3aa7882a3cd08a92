import { AnswerFacts, type Conversation, type Message } from '../../app/contract/assistant.ts';
import type { ConversationId, MessageId, PhotoId } from '../../app/contract/ids.ts';
import type { ReadableDb, WritableDb } from './database.ts';
import { durably } from './durably.ts';

interface StoredConversation {
  conversation_id: number;
  title: string;
  photo_ids: string;
  created_ms: number;
  updated_ms: number;
  messages: number;
}

interface StoredMessage {
  message_id: number;
  role: Message['role'];
  text: string;
  photo_ids: string;
  created_ms: number;
  answer: string | null;
  failure: string | null;
}

const columns = `conversation.*, (SELECT count(*) FROM message WHERE message.conversation_id = conversation.conversation_id) AS messages`;

const toConversation = (stored: StoredConversation): Conversation => ({
  conversationId: String(stored.conversation_id) as ConversationId,
  title: stored.title,
  createdMs: stored.created_ms,
  updatedMs: stored.updated_ms,
  messageCount: stored.messages,
  photoIds: JSON.parse(stored.photo_ids) as PhotoId[],
});

const toMessage = (stored: StoredMessage): Message => ({
  messageId: String(stored.message_id) as MessageId,
  role: stored.role,
  text: stored.text,
  photoIds: JSON.parse(stored.photo_ids) as PhotoId[],
  createdMs: stored.created_ms,
  answer: stored.answer === null ? null : toAnswer(stored.answer),
  failure: stored.failure === null ? null : (JSON.parse(stored.failure) as Message['failure']),
});

/** An older version's facts get what they lack; those that cannot be read are left out, and the answer's words stay. */
const toAnswer = (stored: string): AnswerFacts | null => AnswerFacts.safeParse(JSON.parse(stored)).data ?? null;

/** All conversations, the latest first. */
export function listConversations(db: ReadableDb): Conversation[] {
  const rows = db.prepare(`SELECT ${columns} FROM conversation ORDER BY updated_ms DESC, conversation_id DESC`).all();
  return (rows as StoredConversation[]).map(toConversation);
}

export function findConversation(db: ReadableDb, conversationId: string): Conversation | null {
  const row = db.prepare(`SELECT ${columns} FROM conversation WHERE conversation_id = ?`).get(Number(conversationId));
  return row === undefined ? null : toConversation(row as StoredConversation);
}

export function messagesOf(db: ReadableDb, conversationId: string): Message[] {
  const rows = db
    .prepare('SELECT * FROM message WHERE conversation_id = ? ORDER BY message_id')
    .all(Number(conversationId)) as StoredMessage[];
  return rows.map(toMessage);
}

export function findMessage(db: ReadableDb, messageId: string): Message | null {
  const row = db.prepare('SELECT * FROM message WHERE message_id = ?').get(Number(messageId));
  return row === undefined ? null : toMessage(row as StoredMessage);
}

export function createConversation(db: WritableDb, { title, nowMs }: { title: string; nowMs: number }): string {
  const insert = db.prepare('INSERT INTO conversation (title, created_ms, updated_ms) VALUES (@title, @nowMs, @nowMs)');
  return durably(db, () => String(insert.run({ title, nowMs }).lastInsertRowid));
}

export interface NewMessage {
  readonly conversationId: string;
  readonly role: Message['role'];
  readonly text: string;
  readonly photoIds: readonly string[];
  readonly nowMs: number;
  readonly failure?: Message['failure'];
}

/** Adds a message and makes its photos the conversation's. */
export function addMessage(db: WritableDb, message: NewMessage): string {
  const add = db.transaction(() => {
    const photoIds = JSON.stringify(message.photoIds);
    const { lastInsertRowid } = db
      .prepare(
        `INSERT INTO message (conversation_id, role, text, photo_ids, created_ms, failure) VALUES (?, ?, ?, ?, ?, ?)`,
      )
      .run(
        Number(message.conversationId),
        message.role,
        message.text,
        photoIds,
        message.nowMs,
        message.failure === undefined ? null : JSON.stringify(message.failure),
      );
    db.prepare('UPDATE conversation SET updated_ms = ?, photo_ids = ? WHERE conversation_id = ?').run(
      message.nowMs,
      photoIds,
      Number(message.conversationId),
    );
    return String(lastInsertRowid);
  });
  return durably(db, add);
}

/** Writes what an answer came to. */
export function finishMessage(
  db: WritableDb,
  messageId: string,
  { text, answer, failure }: { text: string; answer: AnswerFacts | null; failure: Message['failure'] },
): void {
  const update = db.prepare('UPDATE message SET text = ?, answer = ?, failure = ? WHERE message_id = ?');
  const kept = [answer, failure].map((value) => (value === null ? null : JSON.stringify(value)));
  durably(db, () => update.run(text, ...kept, Number(messageId)));
}

export function renameConversation(db: WritableDb, conversationId: string, title: string): void {
  const update = db.prepare('UPDATE conversation SET title = ?, named = 1 WHERE conversation_id = ?');
  durably(db, () => update.run(title, Number(conversationId)));
}

export function removeConversation(db: WritableDb, conversationId: string): void {
  const remove = db.prepare('DELETE FROM conversation WHERE conversation_id = ?');
  durably(db, () => remove.run(Number(conversationId)));
}
