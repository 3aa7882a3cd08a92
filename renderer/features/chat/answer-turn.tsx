import { Eye, FileText, GitCompareArrows, MessageCircle, Sparkles, type LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import type { AnswerFacts, Message, ToolName } from '../../../app/contract/assistant.ts';
import type { PhotoSummary } from '../../../app/contract/photo.ts';
import { useModels } from '../../engine/hooks.ts';
import { en } from '../../text/en.ts';
import { codeText } from '../../text/errors.ts';
import { Button } from '../../ui/button.tsx';
import { Notice } from '../../ui/notice.tsx';
import { answerLine } from './answer-line.ts';
import { AnswerNotices, AnswerText, CitedPhotos } from './answer-text.tsx';

interface AnswerTurnProps {
  readonly message: Message;
  readonly photos: readonly PhotoSummary[];
  /** Asks the same again; absent where that makes no sense. */
  readonly retry?: (() => void) | undefined;
}

/** A stored answer with its photos and the quiet line about how it came about. */
export function AnswerTurn({ message, photos, retry }: AnswerTurnProps): ReactNode {
  const { answer, failure } = message;
  return (
    <article
      className="answer"
      aria-label={en.chat.answer}
      data-testid="answer"
      data-state={failure === null ? 'done' : 'failed'}
    >
      {message.text === '' ? null : <AnswerText text={message.text} photoIds={message.photoIds} photos={photos} />}
      {answer === null ? null : (
        <CitedPhotos cited={answer.citedPhotoIds} photoIds={message.photoIds} photos={photos} />
      )}
      {answer === null ? null : <AnswerNotices notices={answer.notices} photoIds={message.photoIds} photos={photos} />}
      {answer === null ? null : <AnswerMeta facts={answer} />}
      {failure === null ? null : <FailedAnswer code={failure.code} retry={retry} />}
    </article>
  );
}

export function FailedAnswer({ code, retry }: { code: string; retry: (() => void) | undefined }): ReactNode {
  const action =
    retry === undefined ? undefined : (
      <Button kind="outline" onClick={retry}>
        {en.tryAgain}
      </Button>
    );
  return (
    <Notice tone="bad" action={action}>
      <b>{en.chat.failed}.</b> {code === 'unavailable' ? en.chat.cutOff : codeText(code)}
    </Notice>
  );
}

function AnswerMeta({ facts }: { facts: AnswerFacts }): ReactNode {
  const models = useModels().data?.models ?? [];
  const title = (modelId: string): string => models.find((model) => model.modelId === modelId)?.title ?? modelId;
  const kind = facts.confidenceKind;
  return (
    <p className="answer-meta" data-testid="answer-meta" title={kind === null ? undefined : en.chat.certainty[kind]}>
      <ToolPill tool={facts.tool} reason={facts.toolReason} />
      {answerLine(facts, title).join(' · ')}
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
