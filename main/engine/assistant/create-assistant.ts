import { AppError, isCancelled, toAppError } from '../../../app/contract/errors.ts';
import type { AskEvent, AskInput, Conversation, Message } from '../../../app/contract/assistant.ts';
import type { EngineHandlers } from '../../../app/contract/index.ts';
import type { ConversationId, MessageId } from '../../../app/contract/ids.ts';
import type { LocalAskEvent, LocalAskInput } from '../../../app/contract/local.ts';
import type { PhotoDetail } from '../../../app/contract/photo.ts';
import * as store from '../../store/conversations.ts';
import type { WritableDb } from '../../store/database.ts';
import { findPhoto, photoSummaries } from '../../store/photos.ts';
import { answerQuestion, type AnswerTools } from './answer-question.ts';
import { pastTurns } from './chat-turns.ts';
import type { ChatChoice } from './choose-lookers.ts';
import { earlierTurns } from './earlier-turns.ts';
import { planAnswer, type AnswerPlan, type AskedQuestion } from './plan-answer.ts';
import { recordAnswer, type Answered } from './record-answer.ts';
import { suggestQuestions } from './suggest-questions.ts';
import type { Subjects } from './subjects.ts';
import { toMarkdown } from './to-markdown.ts';

export interface AssistantOptions {
  readonly db: WritableDb;
  readonly subjects: Subjects;
  readonly tools: AnswerTools;
  readonly chatChoice: ChatChoice;
  /** What the settings say. */
  sampling(): AskedQuestion['sampling'];
}

export interface Assistant {
  readonly handlers: EngineHandlers['assistant'];
  /** Answers about files, in the library or not, keeping nothing. */
  askAboutFiles(input: LocalAskInput, signal: AbortSignal): AsyncGenerator<LocalAskEvent>;
}

const titleLength = 60;
const interrupted = { code: 'unavailable', message: 'Afterimage ended before this answer was done.', retryable: true };

/** Questions about photos, and the conversations they make. */
export function createAssistant(options: AssistantOptions): Assistant {
  const { db, subjects, tools, chatChoice } = options;

  function conversationOf(conversationId: string): Conversation {
    const conversation = store.findConversation(db, conversationId);
    if (conversation === null) throw new AppError('not_found', `There is no conversation ${conversationId}.`);
    return conversation;
  }

  const detailsOf = (photoIds: readonly string[]): PhotoDetail[] =>
    photoIds.flatMap((photoId) => findPhoto(db, Number(photoId), tools.search().key) ?? []);

  function plan({ photoIds, question, closer }: AskInput, messages: readonly Message[]): AnswerPlan {
    const ofPhoto = (photoId: string) => subjects.ofPhoto(Number(photoId));
    const before = closer ? withoutRepeated(messages, question) : messages;
    const past = pastTurns(before).map((turn) => ({ ...turn, photos: turn.photoIds.map(ofPhoto) }));
    const asked = { asked: question, subjects: photoIds.map(ofPhoto), earlier: earlierTurns(before, photoIds), past };
    return planAnswer({ ...asked, closer, lookers: chatChoice.lookers(), sampling: options.sampling() }, tools);
  }

  /** The question is stored at once, and its answer as interrupted until it is done. */
  function begin(input: AskInput): {
    conversationId: string;
    question: Message;
    messageId: string;
    planned: AnswerPlan;
  } {
    const nowMs = Date.now();
    const earlier =
      input.conversationId === undefined
        ? []
        : store.messagesOf(db, conversationOf(input.conversationId).conversationId);
    const planned = plan(input, earlier);
    return db.transaction(() => {
      const conversationId =
        input.conversationId ?? store.createConversation(db, { title: titleOf(input.question), nowMs });
      const base = { conversationId, photoIds: input.photoIds, nowMs };
      const asked = store.addMessage(db, { ...base, role: 'user', text: input.question });
      const messageId = store.addMessage(db, { ...base, role: 'assistant', text: '', failure: interrupted });
      return { conversationId, question: store.findMessage(db, asked)!, messageId, planned };
    })();
  }

  async function* ask(input: AskInput, signal: AbortSignal): AsyncGenerator<AskEvent> {
    const { conversationId, question, messageId, planned } = begin(input);
    const record = recordAnswer(planned.origin);
    let saved = false;
    const save = ({ text, cited, facts }: Answered, failure: Message['failure']): void => {
      saved = true;
      const answer = { ...facts, citedPhotoIds: cited.map((number) => input.photoIds[number - 1]!) };
      store.finishMessage(db, messageId, { text, answer, failure });
    };
    try {
      yield {
        type: 'started',
        conversationId: conversationId as ConversationId,
        question,
        messageId: messageId as MessageId,
        tool: planned.origin.tool,
        toolReason: planned.origin.toolReason,
        model: planned.origin.model,
      };
      const answering = answerQuestion(planned, { tools, signal, record });
      for (;;) {
        const step = await answering.next();
        if (step.done === true) {
          save(step.value, null);
          break;
        }
        yield step.value;
      }
    } catch (error) {
      if (signal.aborted || isCancelled(error)) return;
      const { code, message, retryable } = toAppError(error);
      save(record.fail(), { code, message, retryable });
    } finally {
      if (!saved) save(record.stop(), null);
    }
    yield { type: 'finished', answer: store.findMessage(db, messageId)! };
  }

  return {
    handlers: {
      ask: (input, { signal }) => ask(input, signal),
      conversations: () => ({ conversations: store.listConversations(db) }),
      conversation({ conversationId }) {
        const conversation = conversationOf(conversationId);
        const messages = store.messagesOf(db, conversationId);
        const ids = new Set([...conversation.photoIds, ...messages.flatMap(({ photoIds }) => photoIds)].map(Number));
        return { conversation, messages, photos: photoSummaries(db, [...ids]) };
      },
      rename({ conversationId, title }) {
        conversationOf(conversationId);
        store.renameConversation(db, conversationId, title);
        return conversationOf(conversationId);
      },
      remove({ conversationId }) {
        conversationOf(conversationId);
        store.removeConversation(db, conversationId);
        return {};
      },
      exportMarkdown({ conversationId }) {
        const conversation = conversationOf(conversationId);
        const nameOf = (photoId: string): string =>
          detailsOf([photoId])[0]?.name ?? `photo ${photoId} (no longer here)`;
        const markdown = toMarkdown(conversation, store.messagesOf(db, conversationId), nameOf);
        return { fileName: fileNameOf(conversation.title), markdown };
      },
      suggestQuestions: ({ photoIds }) => ({ questions: suggestQuestions(detailsOf(photoIds)) }),
    },
    async *askAboutFiles({ paths, question, closer, modelId, temperature, seed }, signal) {
      const asked = { asked: question, subjects: paths.map(subjects.ofFile), earlier: [], past: [], closer };
      const usual = options.sampling();
      const sampling = { temperature: temperature ?? usual.temperature, seed: seed ?? usual.seed };
      const chosen = { lookers: chatChoice.lookers(modelId), sampling };
      const planned = planAnswer({ ...asked, ...chosen }, tools);
      const { tool, toolReason, model } = planned.origin;
      yield { type: 'started', tool, toolReason, model };
      const answering = answerQuestion(planned, { tools, signal, record: recordAnswer(planned.origin) });
      for (;;) {
        const step = await answering.next();
        if (step.done !== true) {
          yield step.value;
          continue;
        }
        const { text, facts, cited } = step.value;
        yield { type: 'finished', text, facts, citedPaths: cited.map((number) => paths[number - 1]!) };
        return;
      }
    },
  };
}

/** Whoever looks closer at a question starts from before it was asked. */
function withoutRepeated(messages: readonly Message[], question: string): readonly Message[] {
  const asked = messages.findLastIndex(({ role }) => role === 'user');
  return messages[asked]?.text === question ? withoutRepeated(messages.slice(0, asked), question) : messages;
}

const titleOf = (question: string): string =>
  question.length <= titleLength ? question : `${question.slice(0, titleLength - 1).trimEnd()}…`;

function fileNameOf(title: string): string {
  const plain = title.replaceAll(/[^\p{L}\p{N} _-]+/gu, '').trim();
  return `${plain === '' ? 'conversation' : plain}.md`;
}
