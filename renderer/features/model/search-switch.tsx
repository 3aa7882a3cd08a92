import { Trash2, Undo2, X } from 'lucide-react';
import type { ReactNode } from 'react';
import type { ModelId } from '../../../app/contract/ids.ts';
import { useLive } from '../../engine/engine-context.tsx';
import { en } from '../../text/en.ts';
import { formatMoment } from '../../text/format.ts';
import { Button } from '../../ui/button.tsx';
import { JobProgress } from '../activity/job-progress.tsx';
import { titleOf, type ModelList } from './model-list.ts';
import { useModelCall } from './use-models.ts';

/** The switch of the search model that is on its way, or the way back from the last one; nothing where there is neither. */
export function SearchSwitch({ list }: { list: ModelList }): ReactNode {
  const { next, previous } = list.search;
  return (
    <div
      role="group"
      aria-label={en.models.switching.label}
      className="stack search-switch"
      data-testid="search-switch"
    >
      {next === null ? null : <OnItsWay list={list} next={next} />}
      {previous === null ? null : <WayBack list={list} previous={previous} />}
    </div>
  );
}

type Next = NonNullable<ModelList['search']['next']>;

function OnItsWay({ list, next }: { list: ModelList; next: Next }): ReactNode {
  const words = en.models.switching;
  const job = useLive(({ jobs }) => jobs.find(({ jobId }) => jobId === next.jobId));
  const now = titleOf(list.models, list.search.active);
  const cancel = useModelCall(
    (models) => models.cancelSwitch({}),
    () => words.cancelled(now),
  );
  const stop = (): void => cancel.mutate(undefined);
  return (
    <div className="stack" data-testid="switching" data-state={job?.state ?? 'waiting'}>
      <p>
        <b>{words.to(titleOf(list.models, next.modelId))}</b> <span className="quiet">{words.stays(now)}</span>
      </p>
      {job === undefined ? (
        <div className="row">
          <p className="grow numbers">{en.activity.progress(next.done, next.total, 'photos')}</p>
          <Button icon={<X aria-hidden />} onClick={stop}>
            {words.cancel}
          </Button>
        </div>
      ) : (
        <JobProgress job={job} onCancel={stop} />
      )}
    </div>
  );
}

type Previous = NonNullable<ModelList['search']['previous']>;

function WayBack({ list, previous }: { list: ModelList; previous: Previous }): ReactNode {
  const words = en.models.switching;
  const back = useModelCall(
    (models, modelId: ModelId) => models.use({ use: 'search', modelId }),
    () => words.wentBack,
  );
  const forget = useModelCall(
    (models) => models.forgetPrevious({}),
    ({ freedBytes }) => words.forgotten(freedBytes),
  );
  const busy = back.isPending || forget.isPending;
  const title = titleOf(list.models, previous.modelId);
  return (
    <div className="row" data-wrap data-testid="previous-model">
      <p className="grow quiet">{words.previous(title, previous.vectorBytes, formatMoment(previous.keptUntilMs))}</p>
      <Button
        kind="outline"
        icon={<Undo2 aria-hidden />}
        disabled={busy}
        aria-label={en.models.about(words.back, title)}
        onClick={() => back.mutate(previous.modelId)}
      >
        {words.back}
      </Button>
      <Button
        icon={<Trash2 aria-hidden />}
        disabled={busy}
        aria-label={en.models.about(words.forget, title)}
        onClick={() => forget.mutate(undefined)}
      >
        {words.forget}
      </Button>
    </div>
  );
}
