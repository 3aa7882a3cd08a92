import { RotateCw } from 'lucide-react';
import type { ReactNode } from 'react';
import { useFailures } from '../../engine/hooks.ts';
import { en } from '../../text/en.ts';
import { errorText } from '../../text/errors.ts';
import { Button } from '../../ui/button.tsx';
import { Notice } from '../../ui/notice.tsx';
import { FailureGroupCard } from './failure-group-card.tsx';
import { groupFailures } from './failure-groups.ts';
import { useRetry } from './use-retry.ts';

/** Files that could not be read, by reason, and those left out on purpose. */
export function FailureSection(): ReactNode {
  const query = useFailures();
  const retry = useRetry();
  const total = query.data?.total ?? 0;
  const shown = query.data?.failures.length ?? 0;
  const { failed, skipped } = groupFailures(query.data?.failures ?? []);
  return (
    <section className="stack" aria-labelledby="activity-failures" data-testid="failures">
      <div className="row">
        <h2 id="activity-failures" className="grow">
          {en.activity.failures}
        </h2>
        {total === 0 ? null : (
          <Button
            kind="outline"
            icon={<RotateCw aria-hidden />}
            disabled={retry.isPending}
            onClick={() => retry.mutate(null)}
          >
            {en.activity.retryAll}
          </Button>
        )}
      </div>
      {query.isError ? <Notice tone="bad">{errorText(query.error)}</Notice> : null}
      {query.isSuccess ? (
        <p className="quiet">{total === 0 ? en.activity.noFailures : en.activity.failuresCount(total)}</p>
      ) : null}
      {shown < total ? <p className="quiet">{en.activity.failuresShown(shown, total)}</p> : null}
      {failed.map((group) => (
        <FailureGroupCard key={group.code} group={group} retry={retry} />
      ))}
      {skipped.length === 0 ? null : <h3>{en.activity.skipped}</h3>}
      {skipped.map((group) => (
        <FailureGroupCard key={group.code} group={group} retry={retry} />
      ))}
    </section>
  );
}
