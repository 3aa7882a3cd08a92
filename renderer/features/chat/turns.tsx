import { Sparkles } from 'lucide-react';
import type { ReactNode } from 'react';
import type { Message } from '../../../app/contract/assistant.ts';
import { usePhotos } from '../../engine/hooks.ts';
import { useApp } from '../../state/app-state.tsx';
import { en } from '../../text/en.ts';
import { errorText } from '../../text/errors.ts';
import { Notice } from '../../ui/notice.tsx';
import { AnswerTurn } from './answer-turn.tsx';
import { useConversation } from './conversation-queries.ts';
import { storedBefore } from './live-answer.ts';
import { LiveTurn } from './live-turn.tsx';
import type { AskHow, Asking } from './use-ask.ts';
import { useStayAtEnd } from './use-stay-at-end.ts';
import './turns.css';

/** Questions and answers, the newest at the bottom and in sight. */
export function Turns({ asking }: { asking: Asking }): ReactNode {
  const conversationId = useApp((state) => state.chat.conversationId);
  const conversation = useConversation(conversationId);
  const messages = conversation.data?.messages ?? [];
  const earlier = storedBefore(messages, asking.live);
  const livePhotos = usePhotos(asking.live?.photoIds ?? []).data ?? [];
  const photos = [...(conversation.data?.photos ?? []), ...livePhotos];
  const asked = earlier.filter(({ role }) => role === 'user').length + (asking.live === null ? 0 : 1);
  const { room, list } = useStayAtEnd(`${conversationId} ${asked}`);
  const empty = earlier.length === 0 && asking.live === null;
  return (
    <div className="turns" ref={room} data-testid="turns">
      <div className="turn-list" ref={list}>
        {conversation.isError ? <Notice tone="bad">{errorText(conversation.error)}</Notice> : null}
        {empty && !conversation.isFetching ? <EmptyConversation /> : null}
        {earlier.map((message, index) =>
          message.role === 'user' ? (
            <QuestionTurn key={message.messageId} message={message} />
          ) : (
            <AnswerTurn
              key={message.messageId}
              message={message}
              photos={photos}
              again={asking.live === null ? againOf(earlier[index - 1], asking) : undefined}
              last={index === earlier.length - 1}
            />
          ),
        )}
        {asking.live === null ? null : <LiveTurn live={asking.live} photos={photos} asking={asking} />}
      </div>
    </div>
  );
}

/** Asks the question of an answer again. */
function againOf(question: Message | undefined, asking: Asking): ((how?: AskHow) => void) | undefined {
  if (question?.role !== 'user') return undefined;
  return (how) => asking.ask(question.text, question.photoIds, how);
}

function QuestionTurn({ message }: { message: Message }): ReactNode {
  return (
    <div className="question">
      <span className="visually-hidden">{en.chat.you}: </span>
      {message.text}
    </div>
  );
}

function EmptyConversation(): ReactNode {
  return (
    <div className="empty">
      <Sparkles aria-hidden />
      <h2>{en.chat.emptyTitle}</h2>
      <p>{en.chat.empty}</p>
    </div>
  );
}
