import type { Conversation } from '../../../app/contract/assistant.ts';
import { AppError } from '../../../app/contract/errors.ts';
import type { EngineHandlers } from '../../../app/contract/index.ts';
import type { PhotoDetail } from '../../../app/contract/photo.ts';
import * as store from '../../store/conversations.ts';
import type { ReadableDb, WritableDb } from '../../store/database.ts';
import { findPhoto, photoSummaries } from '../../store/photos.ts';
import type { ActiveSearchModel } from '../models/search-model.ts';
import { suggestQuestions } from './suggest-questions.ts';
import { toMarkdown } from './to-markdown.ts';

/** Stored conversations, and what may be asked next. */
export function createConversationHandlers(
  db: WritableDb,
  search: ActiveSearchModel,
): Omit<EngineHandlers['assistant'], 'ask'> {
  const detailsOf = (photoIds: readonly string[]): PhotoDetail[] =>
    photoIds.flatMap((photoId) => findPhoto(db, Number(photoId), search().key) ?? []);
  return {
    conversations: () => ({ conversations: store.listConversations(db) }),
    conversation({ conversationId }) {
      const conversation = conversationOf(db, conversationId);
      const messages = store.messagesOf(db, conversationId);
      const ids = new Set([...conversation.photoIds, ...messages.flatMap(({ photoIds }) => photoIds)].map(Number));
      return { conversation, messages, photos: photoSummaries(db, [...ids]) };
    },
    rename({ conversationId, title }) {
      conversationOf(db, conversationId);
      store.renameConversation(db, conversationId, title);
      return conversationOf(db, conversationId);
    },
    remove({ conversationId }) {
      conversationOf(db, conversationId);
      store.removeConversation(db, conversationId);
      return {};
    },
    exportMarkdown({ conversationId }) {
      const conversation = conversationOf(db, conversationId);
      const nameOf = (photoId: string): string => detailsOf([photoId])[0]?.name ?? `photo ${photoId} (no longer here)`;
      const markdown = toMarkdown(conversation, store.messagesOf(db, conversationId), nameOf);
      return { fileName: fileNameOf(conversation.title), markdown };
    },
    suggestQuestions: ({ photoIds }) => ({ questions: suggestQuestions(detailsOf(photoIds)) }),
  };
}

/** Throws `not_found`. */
export function conversationOf(db: ReadableDb, conversationId: string): Conversation {
  const conversation = store.findConversation(db, conversationId);
  if (conversation === null) throw new AppError('not_found', `There is no conversation ${conversationId}.`);
  return conversation;
}

function fileNameOf(title: string): string {
  const plain = title.replaceAll(/[^\p{L}\p{N} _-]+/gu, '').trim();
  return `${plain === '' ? 'conversation' : plain}.md`;
}
