import { ChevronDown, ChevronRight } from 'lucide-react';
import { useId, useState, type ReactNode } from 'react';
import type { ModelInfo } from '../../../app/contract/models.ts';
import { useLive } from '../../engine/engine-context.tsx';
import { en } from '../../text/en.ts';
import { formatBytes } from '../../text/format.ts';
import { Button } from '../../ui/button.tsx';
import { JobProgress } from '../activity/job-progress.tsx';
import { DeviceSection } from './device-section.tsx';
import { languageName } from './language-names.ts';
import { ModelActions } from './model-actions.tsx';
import { ModelCard } from './model-card.tsx';
import { ModelFacts } from './model-facts.tsx';
import { ModelPoints } from './model-points.tsx';
import { ModelProblemNotice } from './model-problem-notice.tsx';
import { situationOf } from './model-situation.ts';

/** One model: what it is for and costs, what it can and cannot do, what is going on with it, and what may be done. */
export function ModelArticle({ model }: { model: ModelInfo }): ReactNode {
  const jobs = useLive((live) => live.jobs);
  const situation = situationOf(model, jobs);
  const [open, setOpen] = useState(false);
  const id = useId();
  return (
    <article
      id={articleId(model)}
      className="card model"
      aria-label={model.title}
      tabIndex={-1}
      data-testid="model"
      data-state={model.state}
    >
      <header className="model-head">
        <h2 className="model-title">{model.title}</h2>
        <Badges model={model} />
        <p className="quiet model-summary">{summary(model)}</p>
      </header>
      <ModelProblemNotice problem={situation.problem} model={model} />
      {situation.job === null ? null : <JobProgress job={situation.job} />}
      <div className="model-points">
        <ModelPoints title={en.models.goodAt} points={model.goodAt} />
        <ModelPoints title={en.models.limits} points={model.limits} />
      </div>
      <div className="row" data-wrap>
        <ModelActions model={model} situation={situation} />
        <Button
          className="model-details-toggle"
          icon={open ? <ChevronDown aria-hidden /> : <ChevronRight aria-hidden />}
          aria-label={en.models.detailsOf(model.title)}
          aria-expanded={open}
          aria-controls={open ? id : undefined}
          onClick={() => setOpen(!open)}
        >
          {en.models.details}
        </Button>
      </div>
      {open ? <Details id={id} model={model} /> : null}
    </article>
  );
}

/** Where a card may be found on the page, to go to it. */
export const articleId = ({ modelId }: Pick<ModelInfo, 'modelId'>): string => `model-${modelId}`;

function Badges({ model }: { model: ModelInfo }): ReactNode {
  return (
    <p className="row" data-wrap>
      {model.uses.map((use) => (
        <span key={use} className="model-state" data-state="used">
          {en.models.usedFor[use]}
        </span>
      ))}
      <span className="model-state" data-state={model.state}>
        {model.source.kind === 'bundled' && model.state === 'installed'
          ? en.models.bundled
          : en.models.states[model.state]}
      </span>
    </p>
  );
}

/** `search, captions · 750 MB · 900 MB of memory · English · MIT`. */
function summary(model: ModelInfo): string {
  const { tasks, sizeBytes, approxMemoryMB, languages, licence } = model;
  const spoken =
    languages.length > 2 ? en.models.summaryLanguages(languages.length) : languages.map(languageName).join(', ');
  return [
    tasks.map((task) => en.models.tasks[task]).join(', '),
    formatBytes(sizeBytes),
    en.models.summaryMemory(approxMemoryMB),
    spoken,
    licence,
  ].join(' · ');
}

function Details({ id, model }: { id: string; model: ModelInfo }): ReactNode {
  return (
    <div id={id} className="stack model-details" data-testid="model-details">
      <ModelFacts model={model} />
      {model.device === null ? null : <DeviceSection model={model} device={model.device} />}
      <ModelCard model={model} />
    </div>
  );
}
