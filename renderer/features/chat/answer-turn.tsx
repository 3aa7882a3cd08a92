import { Eye, FileText, GitCompareArrows, MessageCircle, Sparkles, ZoomIn, type LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import type { AnswerFacts, Message, ToolName } from '../../../app/contract/assistant.ts';
import type { PhotoSummary } from '../../../app/contract/photo.ts';
import { useModels } from '../../engine/hooks.ts';
import { en } from '../../text/en.ts';
import { answerErrorText } from '../../text/errors.ts';
import { Button } from '../../ui/button.tsx';
import { Notice } from '../../ui/notice.tsx';
import { answerLine } from './answer-line.ts';
import { AnswerRegions } from './answer-regions.tsx';
import { AnswerNotices, AnswerText, CitedPhotos } from './answer-text.tsx';
import { ConsentCard } from './consent-card.tsx';
import type { AskHow } from './use-ask.ts';
import './answer.css';

interface AnswerTurnProps {
  readonly message: Message;
  readonly photos: readonly PhotoSummary[];
  /** Asks the same again; absent while an answer is coming. */
  readonly again?: ((how?: AskHow) => void) | undefined;
  /** The answer that the conversation ends with, which may be given anew. */
  readonly last?: boolean;
}

/** A stored answer with its photos and the quiet line about how it came about. */
export function AnswerTurn({ message, photos, again, last = false }: AnswerTurnProps): ReactNode {
  const { answer, failure, photoIds } = message;
  const closer = again === undefined ? undefined : () => again({ closer: true });
  return (
    <article
      className="answer"
      aria-label={en.chat.answer}
      data-testid="answer"
      data-state={failure === null ? 'done' : 'failed'}
    >
      {message.text === '' ? null : <AnswerText text={message.text} photoIds={photoIds} photos={photos} />}
      {answer === null ? null : <AnswerDetails facts={answer} photoIds={photoIds} photos={photos} />}
      {answer === null || answer.consent === null ? null : <ConsentCard consent={answer.consent} again={again} />}
      {answer === null || answer.consent !== null ? null : <AnswerMeta facts={answer} closer={closer} />}
      {failure === null ? null : (
        <FailedAnswer {...failure} begun={message.text !== ''} retry={last ? again : undefined} />
      )}
    </article>
  );
}

interface AnswerDetailsProps {
  readonly facts: AnswerFacts;
  readonly photoIds: Message['photoIds'];
  readonly photos: readonly PhotoSummary[];
}

/** What it pointed at, the photos it rests on, and what has to be said about it. */
function AnswerDetails({ facts: { citedPhotoIds, notices, regions }, ...shown }: AnswerDetailsProps): ReactNode {
  const boxed = new Set(regions.map(({ photo }) => shown.photoIds[photo - 1]));
  return (
    <>
      <AnswerRegions regions={regions} {...shown} />
      <CitedPhotos cited={citedPhotoIds.filter((photoId) => !boxed.has(photoId))} {...shown} />
      <AnswerNotices notices={notices} {...shown} />
    </>
  );
}

interface FailedAnswerProps {
  readonly code: string;
  readonly message: string;
  /** Something was said before. */
  readonly begun: boolean;
  readonly retry: (() => void) | undefined;
}

export function FailedAnswer({ code, message, begun, retry }: FailedAnswerProps): ReactNode {
  const action =
    retry === undefined ? undefined : (
      <Button kind="outline" onClick={() => retry()}>
        {en.tryAgain}
      </Button>
    );
  return (
    <Notice tone="bad" action={action}>
      <b>{begun ? en.chat.brokenOff : en.chat.failed}.</b>{' '}
      {code === 'unavailable' ? en.chat.cutOff : answerErrorText({ code, message })}
    </Notice>
  );
}

function AnswerMeta({ facts, closer }: { facts: AnswerFacts; closer: (() => void) | undefined }): ReactNode {
  const models = useModels().data?.models ?? [];
  const title = (modelId: string): string => models.find((model) => model.modelId === modelId)?.title ?? modelId;
  const kind = facts.confidenceKind;
  return (
    <p className="answer-meta" data-testid="answer-meta" title={kind === null ? undefined : en.chat.certainty[kind]}>
      <ToolPill tool={facts.tool} reason={facts.toolReason} />
      {answerLine(facts, title).join(' · ')}
      {facts.canLookCloser && closer !== undefined ? (
        <button type="button" className="tool look-closer" title={en.chat.lookCloserNote} onClick={closer}>
          <ZoomIn aria-hidden />
          {en.chat.lookCloser}
        </button>
      ) : null}
    </p>
  );
}

const toolIcons: Readonly<Record<ToolName, LucideIcon>> = {
  facts: FileText,
  compare: GitCompareArrows,
  decoder: Eye,
  chat: Sparkles,
  none: MessageCircle,
};

/** How the answer is found, in words; the reason is its tooltip. */
export function ToolPill({ tool, reason }: { tool: ToolName; reason?: string }): ReactNode {
  const Icon = toolIcons[tool];
  return (
    <span className="tool" title={reason} data-tool={tool}>
      <Icon aria-hidden />
      {en.chat.tools[tool]}
    </span>
  );
}
