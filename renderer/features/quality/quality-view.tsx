import { ArrowLeft, ChartColumn, Gauge, PackageX, Square } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import { toAppError } from '../../../app/contract/errors.ts';
import { useModels } from '../../engine/hooks.ts';
import { useAppStore } from '../../state/app-state.tsx';
import { en } from '../../text/en.ts';
import { errorText } from '../../text/errors.ts';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Notice } from '../../ui/notice.tsx';
import { Segments } from '../../ui/segments.tsx';
import { titleOf } from '../model/model-list.ts';
import { navigate } from '../shell/navigate.ts';
import { compareModels, isMeasured, sources, type ComparedModel, type Source } from './comparison.ts';
import { ExportButtons } from './export-buttons.tsx';
import { QualityTable } from './quality-table.tsx';
import { Verdict } from './verdict.tsx';
import { useMeasure, useMeasurements } from './use-measure.ts';
import './quality.css';

/** How well each search model knows the person's own photos, side by side with what it costs. */
export function QualityView(): ReactNode {
  const [source, setSource] = useState<Source>('caption');
  const list = useModels();
  const measurements = useMeasurements();
  const error = list.error ?? measurements.error;
  const models = compareModels(list.data?.models ?? [], measurements.data ?? [], source);
  return (
    <main className="page" aria-label={en.quality.title} data-testid="quality">
      <div className="page-inner quality">
        <Head />
        {error === null ? null : <Notice tone="bad">{errorText(error)}</Notice>}
        {list.isPending || measurements.isPending ? <p className="quiet">{en.loading}</p> : null}
        {list.isSuccess && !measurements.isPending ? (
          <Comparison models={models} source={source} onSource={setSource} />
        ) : null}
      </div>
    </main>
  );
}

function Head(): ReactNode {
  const store = useAppStore();
  return (
    <header className="stack">
      <div>
        <Button
          className="quality-back"
          icon={<ArrowLeft aria-hidden />}
          onClick={() => navigate(store, { view: 'models' })}
        >
          {en.quality.back}
        </Button>
      </div>
      <h1>{en.quality.title}</h1>
      <p className="quiet quality-intro">{en.quality.intro}</p>
    </header>
  );
}

interface ComparisonProps {
  readonly models: readonly ComparedModel[];
  readonly source: Source;
  readonly onSource: (source: Source) => void;
}

function Comparison({ models, source, onSource }: ComparisonProps): ReactNode {
  const words = en.quality;
  const measured = models.filter(isMeasured);
  const [first] = measured;
  if (models.length === 0) {
    return <EmptyState state="no-models" icon={PackageX} title={words.empty.title} text={words.noModels} />;
  }
  return (
    <>
      <Controls models={models} source={source} onSource={onSource} />
      {first === undefined ? (
        <EmptyState
          state="not-measured"
          icon={ChartColumn}
          title={words.empty.title}
          text={words.empty.text(words.sources[source])}
        />
      ) : (
        <>
          <QualityTable models={models} source={source} chanceAt10={first.alignment.chanceAt10} />
          <Verdict models={measured} />
          <ExportButtons models={models} source={source} />
        </>
      )}
    </>
  );
}

function Controls({ models, source, onSource }: ComparisonProps): ReactNode {
  const words = en.quality;
  const measure = useMeasure();
  const busy = measure.state.phase === 'measuring';
  const choose = (by: Source): void => {
    measure.reset();
    onSource(by);
  };
  const ids = models.map(({ modelId }) => modelId);
  return (
    <div className="stack">
      <div className="row" data-wrap>
        <Segments
          label={words.by}
          value={source}
          options={sources.map((value) => ({ value, label: words.sources[value] }))}
          onChange={choose}
        />
        {busy ? (
          <Button kind="outline" icon={<Square aria-hidden />} onClick={measure.reset}>
            {words.stop}
          </Button>
        ) : (
          <Button kind="primary" icon={<Gauge aria-hidden />} onClick={() => void measure.start(source, ids)}>
            {models.length === 1 ? words.measure : words.measureAll(models.length)}
          </Button>
        )}
      </div>
      <p role="status" className="quiet" data-testid="measuring" data-state={measure.state.phase}>
        {busy ? <Measuring measure={measure.state} /> : null}
      </p>
      {measure.state.phase === 'failed' ? <NotMeasured error={measure.state.error} source={source} /> : null}
    </div>
  );
}

type Running = Extract<ReturnType<typeof useMeasure>['state'], { phase: 'measuring' }>;

function Measuring({ measure: { models, at } }: { measure: Running }): ReactNode {
  const all = useModels().data?.models ?? [];
  const title = titleOf(all, models[at]!);
  return `${en.quality.measuring(title, at + 1, models.length)} ${en.quality.slow}`;
}

function NotMeasured({ error, source }: { error: unknown; source: Source }): ReactNode {
  const tooFew = toAppError(error).code === 'not_found';
  return (
    <Notice tone={tooFew ? 'warn' : 'bad'} role="alert">
      {tooFew ? en.quality.tooFew[source] : errorText(error)}
    </Notice>
  );
}
