import { isCancelled, toAppError } from '../../../app/contract/errors.ts';
import type { AskEvent, AskInput, Message } from '../../../app/contract/assistant.ts';
import type { ConversationId, MessageId } from '../../../app/contract/ids.ts';
import * as store from '../../store/conversations.ts';
import type { WritableDb } from '../../store/database.ts';
import { answerQuestion } from './answer-question.ts';
import { pastTurns } from './chat-turns.ts';
import { conversationOf } from './conversation-handlers.ts';
import type { AssistantOptions } from './create-assistant.ts';
import { earlierTurns } from './earlier-turns.ts';
import { planAnswer, type AnswerPlan } from './plan-answer.ts';
import { recordAnswer, type Answered } from './record-answer.ts';

const titleLength = 60;
const interrupted = { code: 'unavailable', message: 'Afterimage ended before this answer was done.', retryable: true };

/** Answers in a conversation and keeps what was said, however the answer ends. */
export async function* askInConversation(
  input: AskInput,
  options: AssistantOptions,
  signal: AbortSignal,
): AsyncGenerator<AskEvent> {
  const { db, tools } = options;
  const begun = begin(input, options);
  const { messageId, planned } = begun;
  const record = recordAnswer(planned.origin);
  let saved = false;
  const save = ({ text, cited, facts }: Answered, failure: Message['failure']): void => {
    saved = true;
    const answer = { ...facts, citedPhotoIds: cited.map((number) => input.photoIds[number - 1]!) };
    store.finishMessage(db, messageId, { text, answer, failure });
  };
  try {
    yield startedEvent(begun);
    save(yield* answerQuestion(planned, { tools, signal, record }), null);
  } catch (error) {
    if (signal.aborted || isCancelled(error)) return;
    const { code, message, retryable } = toAppError(error);
    save(record.fail(), { code, message, retryable });
  } finally {
    if (!saved) save(record.stop(), null);
  }
  yield { type: 'finished', answer: store.findMessage(db, messageId)! };
}

interface Begun {
  readonly conversationId: string;
  readonly question: Message;
  readonly messageId: string;
  readonly planned: AnswerPlan;
}

/** The question is stored at once, and its answer as interrupted until it is done. */
function begin(input: AskInput, options: AssistantOptions): Begun {
  const { db } = options;
  const nowMs = Date.now();
  const planned = plan(input, options, messagesBefore(db, input));
  return db.transaction(() => {
    const conversationId =
      input.conversationId ?? store.createConversation(db, { title: titleOf(input.question), nowMs });
    const base = { conversationId, photoIds: input.photoIds, nowMs };
    const asked = store.addMessage(db, { ...base, role: 'user', text: input.question });
    const messageId = store.addMessage(db, { ...base, role: 'assistant', text: '', failure: interrupted });
    return { conversationId, question: store.findMessage(db, asked)!, messageId, planned };
  })();
}

/** Whoever looks closer at a question starts from before it was asked. */
function messagesBefore(db: WritableDb, { conversationId, question, closer }: AskInput): readonly Message[] {
  if (conversationId === undefined) return [];
  const messages = store.messagesOf(db, conversationOf(db, conversationId).conversationId);
  return closer ? withoutRepeated(messages, question) : messages;
}

function withoutRepeated(messages: readonly Message[], question: string): readonly Message[] {
  const asked = messages.findLastIndex(({ role }) => role === 'user');
  return messages[asked]?.text === question ? withoutRepeated(messages.slice(0, asked), question) : messages;
}

function plan(
  { photoIds, question, closer }: AskInput,
  { subjects, chatChoice, sampling, tools }: AssistantOptions,
  messages: readonly Message[],
): AnswerPlan {
  const ofPhoto = (photoId: string) => subjects.ofPhoto(Number(photoId));
  const past = pastTurns(messages).map((turn) => ({ ...turn, photos: turn.photoIds.map(ofPhoto) }));
  const asked = { asked: question, subjects: photoIds.map(ofPhoto), earlier: earlierTurns(messages, photoIds), past };
  return planAnswer({ ...asked, closer, lookers: chatChoice.lookers(), sampling: sampling() }, tools);
}

function startedEvent({ conversationId, question, messageId, planned }: Begun): AskEvent {
  const { tool, toolReason, model } = planned.origin;
  return {
    type: 'started',
    conversationId: conversationId as ConversationId,
    question,
    messageId: messageId as MessageId,
    tool,
    toolReason,
    model,
  };
}

const titleOf = (question: string): string =>
  question.length <= titleLength ? question : `${question.slice(0, titleLength - 1).trimEnd()}…`;
