import { ChartColumn, PackagePlus, PackageX } from 'lucide-react';
import { useEffect, useState, type ReactNode } from 'react';
import type { ModelId } from '../../../app/contract/ids.ts';
import type { ModelInfo } from '../../../app/contract/models.ts';
import { useLive } from '../../engine/engine-context.tsx';
import { useModels } from '../../engine/hooks.ts';
import { useAppStore } from '../../state/app-state.tsx';
import { en } from '../../text/en.ts';
import { errorText } from '../../text/errors.ts';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Notice } from '../../ui/notice.tsx';
import { Segments } from '../../ui/segments.tsx';
import { spokenProgress } from '../activity/job-text.ts';
import { navigate } from '../shell/navigate.ts';
import { AddModelDialog } from './add-model-dialog.tsx';
import { InUse } from './in-use.tsx';
import { articleId, ModelArticle } from './model-article.tsx';
import { countModels, listModels, modelFilters, type ModelFilter } from './model-list.ts';
import { SuggestedModels } from './suggested-models.tsx';
import './models.css';

/** The models on this computer and those that may come: in use, suggested, and each with what it needs and can. */
export function ModelsView(): ReactNode {
  const query = useModels();
  const [filter, setFilter] = useState<ModelFilter>('all');
  const [added, setAdded] = useState<ModelId | null>(null);
  const show = (modelId: ModelId): void => {
    setFilter('all');
    setAdded(modelId);
  };
  return (
    <main className="page" aria-label={en.models.title} data-testid="models">
      <div className="page-inner">
        <Head onAdded={show} />
        {query.isError ? <Failed error={query.error} retry={() => void query.refetch()} /> : null}
        {query.isPending ? <p className="quiet">{en.loading}</p> : null}
        {query.data === undefined ? null : (
          <>
            <InUse list={query.data} />
            <SuggestedModels />
            <ModelSection models={query.data.models} filter={filter} onFilter={setFilter} added={added} />
          </>
        )}
        <Spoken />
      </div>
    </main>
  );
}

function Head({ onAdded }: { onAdded: (modelId: ModelId) => void }): ReactNode {
  const store = useAppStore();
  const [adding, setAdding] = useState(false);
  return (
    <header className="stack">
      <div className="row" data-wrap>
        <h1 className="grow">{en.models.title}</h1>
        <Button kind="outline" icon={<ChartColumn aria-hidden />} onClick={() => navigate(store, { view: 'quality' })}>
          {en.models.quality}
        </Button>
        <Button kind="outline" icon={<PackagePlus aria-hidden />} onClick={() => setAdding(true)}>
          {en.models.add.open}
        </Button>
      </div>
      <p className="quiet">{en.models.intro}</p>
      {adding ? (
        <AddModelDialog
          onClose={() => setAdding(false)}
          onAdded={(modelId) => {
            setAdding(false);
            onAdded(modelId);
          }}
        />
      ) : null}
    </header>
  );
}

function Failed({ error, retry }: { error: Error; retry: () => void }): ReactNode {
  const again = (
    <Button kind="outline" onClick={retry}>
      {en.tryAgain}
    </Button>
  );
  return (
    <Notice tone="bad" action={again}>
      {errorText(error)}
    </Notice>
  );
}

interface ModelSectionProps {
  readonly models: readonly ModelInfo[];
  readonly filter: ModelFilter;
  readonly onFilter: (filter: ModelFilter) => void;
  /** The one to go to. */
  readonly added: ModelId | null;
}

function ModelSection({ models, filter, onFilter, added }: ModelSectionProps): ReactNode {
  const shown = listModels(models, filter);
  useEffect(() => {
    if (added !== null) document.getElementById(articleId({ modelId: added }))?.focus();
  }, [added]);
  const words = en.models;
  return (
    <section className="stack" aria-label={words.list}>
      <div className="model-filters">
        <Segments
          label={words.filter}
          value={filter}
          options={modelFilters.map((value) => ({
            value,
            label: words.filterCount(words.filters[value], countModels(models, value)),
          }))}
          onChange={onFilter}
        />
      </div>
      {models.length === 0 ? (
        <EmptyState state="no-models" icon={PackageX} title={words.noneTitle} text={words.none} />
      ) : shown.length === 0 ? (
        <p className="quiet">{words.noneOfFilter[filter]}</p>
      ) : null}
      {shown.map((model) => (
        <ModelArticle key={model.modelId} model={model} />
      ))}
    </section>
  );
}

/** What a screen reader hears of the models' jobs. */
function Spoken(): ReactNode {
  const text = useLive((live) => spokenProgress(live.jobs.filter(({ modelId }) => modelId !== null)));
  return (
    <span role="status" className="visually-hidden">
      {text}
    </span>
  );
}
