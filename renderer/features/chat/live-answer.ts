import type { AskEvent, Look, Message } from '../../../app/contract/assistant.ts';
import type { ConversationId, MessageId, PhotoId } from '../../../app/contract/ids.ts';
import type { ErrorCode } from '../../../app/contract/errors.ts';

/** An answer that is being given. */
export interface LiveAnswer {
  /** null until the engine has taken the question. */
  readonly conversationId: ConversationId | null;
  readonly messageId: MessageId | null;
  readonly questionId: MessageId | null;
  readonly question: string;
  readonly photoIds: readonly PhotoId[];
  readonly text: string;
  readonly tool: Extract<AskEvent, { type: 'started' }>['tool'] | null;
  readonly notices: readonly string[];
  /** What the model looks at; null before it does, and for tools that always see the same. */
  readonly looks: readonly Look[] | null;
  /** Why the text so far was replaced. */
  readonly replaced: string | null;
  readonly state: 'streaming' | 'stopping' | 'finished' | 'failed';
  readonly failure: { readonly code: ErrorCode; readonly message: string } | null;
  /** The answer as it was stored. */
  readonly answer: Message | null;
}

export function newLiveAnswer(question: string, photoIds: readonly PhotoId[]): LiveAnswer {
  return {
    conversationId: null,
    messageId: null,
    questionId: null,
    question,
    photoIds,
    text: '',
    tool: null,
    notices: [],
    looks: null,
    replaced: null,
    state: 'streaming',
    failure: null,
    answer: null,
  };
}

/** The answer after one more event. */
export function applyAskEvent(live: LiveAnswer, event: AskEvent): LiveAnswer {
  switch (event.type) {
    case 'started': {
      const { conversationId, messageId, tool, question } = event;
      return { ...live, conversationId, messageId, tool, questionId: question.messageId };
    }
    case 'notice':
      return { ...live, notices: [...live.notices, event.text] };
    case 'looking':
      return { ...live, looks: event.looks };
    case 'token':
      return { ...live, text: live.text + event.text };
    case 'replaced':
      return { ...live, text: event.text, replaced: event.reason };
    case 'finished':
      return { ...live, text: event.answer.text, answer: event.answer, state: 'finished' };
  }
}

/** The stored messages, without those that the live answer shows itself. */
export function storedBefore(messages: readonly Message[], live: LiveAnswer | null): readonly Message[] {
  if (live === null) return messages;
  return messages.filter(({ messageId }) => messageId !== live.questionId && messageId !== live.messageId);
}

/** True once the stored conversation holds the answer, so that the live one may go. */
export function isStored(messages: readonly Message[], live: LiveAnswer): boolean {
  return messages.some((message) => message.messageId === live.messageId);
}
