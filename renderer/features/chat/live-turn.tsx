import type { ReactNode } from 'react';
import type { PhotoSummary } from '../../../app/contract/photo.ts';
import { en } from '../../text/en.ts';
import { withoutOpenReference } from './answer-pieces.ts';
import { AnswerNotices, AnswerText } from './answer-text.tsx';
import { AnswerTurn, FailedAnswer, ToolPill } from './answer-turn.tsx';
import type { LiveAnswer } from './live-answer.ts';
import { sawText } from './answer-line.ts';
import type { AskHow, Asking } from './use-ask.ts';

interface LiveTurnProps {
  readonly live: LiveAnswer;
  readonly photos: readonly PhotoSummary[];
  readonly asking: Asking;
}

/** The question just asked and its answer as it comes, word by word. */
export function LiveTurn({ live, photos, asking }: LiveTurnProps): ReactNode {
  const again = (how?: AskHow): void => asking.ask(live.question, live.photoIds, how);
  return (
    <>
      <div className="question">
        <span className="visually-hidden">{en.chat.you}: </span>
        {live.question}
      </div>
      {live.answer === null ? (
        <Coming live={live} photos={photos} asking={asking} />
      ) : (
        <AnswerTurn message={live.answer} photos={photos} again={again} last />
      )}
    </>
  );
}

function Coming({ live, photos, asking }: LiveTurnProps): ReactNode {
  const streaming = live.state === 'streaming';
  const text = streaming ? withoutOpenReference(live.text) : live.text;
  return (
    <article
      className="answer"
      aria-label={en.chat.answer}
      aria-busy={streaming}
      data-testid="answer"
      data-state={live.state}
    >
      {live.replaced === null ? null : <p className="answer-notice">{en.chat.replaced(live.replaced)}</p>}
      <div aria-live="polite">
        {text === '' && streaming ? (
          <p className="quiet">{live.looks === null || live.looks.length === 0 ? en.chat.thinking : en.chat.looking}</p>
        ) : (
          <AnswerText text={text} photoIds={live.photoIds} photos={photos} streaming={streaming} />
        )}
      </div>
      <AnswerNotices notices={live.notices} photoIds={live.photoIds} photos={photos} />
      {live.tool === null ? null : (
        <p className="answer-meta">
          <ToolPill tool={live.tool} />
          {live.looks === null || live.looks.length === 0 ? null : sawText(live.looks)}
          {live.state === 'stopping' ? ` ${en.chat.stopped}` : null}
        </p>
      )}
      {live.failure === null ? null : (
        <FailedAnswer
          {...live.failure}
          begun={live.text !== ''}
          retry={() => asking.ask(live.question, live.photoIds)}
        />
      )}
    </article>
  );
}
