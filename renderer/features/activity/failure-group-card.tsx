import { FileWarning, FolderOpen, RotateCw } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import type { Failure } from '../../../app/contract/jobs.ts';
import { useSession } from '../../engine/engine-context.tsx';
import { useReportError } from '../../engine/hooks.ts';
import { en } from '../../text/en.ts';
import { codeText, codeTitle } from '../../text/errors.ts';
import { formatCount } from '../../text/format.ts';
import { Button, IconButton } from '../../ui/button.tsx';
import { folderOf, type FailureGroup } from './failure-groups.ts';
import type { Retry } from './use-retry.ts';

const shownFirst = 5;

/** Files with the same trouble: what it is, what to do about it, and which they are. */
export function FailureGroupCard({ group, retry }: { group: FailureGroup; retry: Retry }): ReactNode {
  const [all, setAll] = useState(false);
  const { code, failures } = group;
  const shown = all ? failures : failures.slice(0, shownFirst);
  return (
    <article className="card" data-testid="failure-group" data-code={code}>
      <div>
        <h3 className="row">
          {codeTitle(code)} <span className="count numbers">{formatCount(failures.length)}</span>
        </h3>
        <p className="quiet">{codeText(code)}</p>
      </div>
      <ul className="lines" aria-label={codeTitle(code)}>
        {shown.map((failure) => (
          <FailureLine key={failure.photoId} failure={failure} retry={retry} />
        ))}
      </ul>
      {failures.length <= shownFirst ? null : (
        <div>
          <Button aria-expanded={all} onClick={() => setAll(!all)}>
            {all ? en.activity.showFew : en.activity.showAll(failures.length)}
          </Button>
        </div>
      )}
    </article>
  );
}

function FailureLine({ failure, retry }: { failure: Failure; retry: Retry }): ReactNode {
  return (
    <li className="failure">
      <FileWarning aria-hidden />
      <div className="grow">
        <p className="ellipsis" title={failure.path}>
          {failure.name} <span className="quiet">{folderOf(failure)}</span>
        </p>
        <p className="quiet failure-message">
          {failure.message}
          {failure.attempts > 1 ? ` ${en.activity.attempts(failure.attempts)}` : null}
        </p>
      </div>
      <RevealButton failure={failure} />
      <Button
        icon={<RotateCw aria-hidden />}
        aria-label={en.activity.retryFile(failure.name)}
        disabled={retry.isPending}
        onClick={() => retry.mutate([failure.photoId])}
      >
        {en.activity.retry}
      </Button>
    </li>
  );
}

function RevealButton({ failure }: { failure: Failure }): ReactNode {
  const { desktop, hello } = useSession();
  const report = useReportError();
  if (desktop === null || !hello.capabilities.revealFile) return null;
  return (
    <IconButton
      label={en.activity.reveal(failure.name)}
      onClick={() => void desktop.revealPhoto({ photoId: failure.photoId }).catch(report)}
    >
      <FolderOpen />
    </IconButton>
  );
}
