import { PackageX } from 'lucide-react';
import type { ReactNode } from 'react';
import type { ModelInfo } from '../../../app/contract/models.ts';
import type { z } from 'zod';
import { useModels } from '../../engine/hooks.ts';
import { en } from '../../text/en.ts';
import { errorText } from '../../text/errors.ts';
import { formatBytes } from '../../text/format.ts';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Notice } from '../../ui/notice.tsx';
import { ModelCard } from './model-card.tsx';
import { ModelPoints } from './model-points.tsx';
import { Quality } from './quality.tsx';
import './model.css';

type Model = z.output<typeof ModelInfo>;

/** The models on this computer: what they are, need, can and cannot do. */
export function ModelView(): ReactNode {
  const query = useModels();
  const models = query.data?.models ?? [];
  const again = (
    <Button kind="outline" onClick={() => void query.refetch()}>
      {en.tryAgain}
    </Button>
  );
  return (
    <main className="page" aria-label={en.models.title} data-testid="models">
      <div className="page-inner">
        <header className="stack">
          <h1>{en.models.title}</h1>
          <p className="quiet">{en.models.intro}</p>
        </header>
        {query.isError ? (
          <Notice tone="bad" action={again}>
            {errorText(query.error)}
          </Notice>
        ) : null}
        {query.isSuccess && models.length === 0 ? (
          <EmptyState state="no-models" icon={PackageX} title={en.models.noneTitle} text={en.models.none} />
        ) : null}
        {models.map((model) => (
          <ModelArticle key={model.modelId} model={model} />
        ))}
        {models.some(({ tasks, state }) => tasks.includes('search') && state === 'installed') ? <Quality /> : null}
      </div>
    </main>
  );
}

function ModelArticle({ model }: { model: Model }): ReactNode {
  const broken = model.state === 'corrupt';
  return (
    <article className="card model" aria-label={model.title} data-testid="model">
      <header className="row">
        <h2 className="grow">{model.title}</h2>
        <span className="model-state" data-state={model.state}>
          {en.models.states[model.state]}
        </span>
      </header>
      {broken ? (
        <Notice tone="bad">
          {en.models.problems.corrupt} {model.problem}
        </Notice>
      ) : null}
      {model.licenceNotice === null ? null : <Notice tone="warn">{model.licenceNotice}</Notice>}
      <div className="model-points">
        <ModelPoints title={en.models.goodAt} points={model.goodAt} />
        <ModelPoints title={en.models.limits} points={model.limits} />
      </div>
      <ModelFacts model={model} />
      <ModelCard model={model} />
    </article>
  );
}

function ModelFacts({ model }: { model: Model }): ReactNode {
  const labels = en.models.facts;
  const facts: readonly (readonly [string, string])[] = [
    [labels.tasks, model.tasks.map((task) => en.models.tasks[task]).join(', ')],
    [labels.languages, model.languages.map(languageName).join(', ')],
    [labels.size, formatBytes(model.sizeBytes)],
    [labels.memory, en.models.memory(model.approxMemoryMB)],
    [labels.sees, model.imageSize === null ? en.models.seesAny : en.models.sees(model.imageSize)],
    [labels.licence, model.licence],
    [labels.revision, `${model.modelId}, ${model.revision}`],
  ];
  return (
    <dl className="facts">
      {facts.map(([label, text]) => (
        <div key={label} className="fact">
          <dt>{label}</dt>
          <dd>{text}</dd>
        </div>
      ))}
    </dl>
  );
}

const languageNames = new Intl.DisplayNames('en', { type: 'language', fallback: 'code' });

function languageName(code: string): string {
  try {
    return languageNames.of(code) ?? code;
  } catch {
    return code;
  }
}
