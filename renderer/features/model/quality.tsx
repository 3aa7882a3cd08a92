import { useMutation } from '@tanstack/react-query';
import { Gauge } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import { toAppError } from '../../../app/contract/errors.ts';
import type { Alignment, Retrieval } from '../../../app/contract/models.ts';
import { useEngine } from '../../engine/engine-context.tsx';
import { en } from '../../text/en.ts';
import { errorText } from '../../text/errors.ts';
import { formatPercent } from '../../text/format.ts';
import { Button } from '../../ui/button.tsx';
import { Notice } from '../../ui/notice.tsx';
import { Segments } from '../../ui/segments.tsx';
import './quality.css';

const sources = ['caption', 'keywords', 'name'] as const;
type Source = (typeof sources)[number];

/** How well the search model knows the person's own photos, measured when they ask for it. */
export function Quality(): ReactNode {
  const engine = useEngine();
  const [source, setSource] = useState<Source>('caption');
  const measurement = useMutation({ mutationFn: (by: Source) => engine.models.evaluate({ source: by }) });
  const choose = (by: Source): void => {
    setSource(by);
    measurement.reset();
  };
  return (
    <section className="card quality" aria-label={en.models.quality.title} data-testid="quality">
      <h2>{en.models.quality.title}</h2>
      <p className="quiet">{en.models.quality.intro}</p>
      <div className="row" data-wrap>
        <Segments
          label={en.models.quality.by}
          value={source}
          options={sources.map((value) => ({ value, label: en.models.quality.sources[value] }))}
          onChange={choose}
        />
        <Button
          kind="outline"
          icon={<Gauge aria-hidden />}
          disabled={measurement.isPending}
          onClick={() => measurement.mutate(source)}
        >
          {measurement.isPending ? en.models.quality.measuring : en.models.quality.measure}
        </Button>
      </div>
      <div role="status">{measurement.data === undefined ? null : <Measured alignment={measurement.data} />}</div>
      {measurement.isError ? <NotMeasured error={measurement.error} source={source} /> : null}
    </section>
  );
}

function NotMeasured({ error, source }: { error: Error; source: Source }): ReactNode {
  const tooFew = toAppError(error).code === 'not_found';
  return <Notice tone={tooFew ? 'warn' : 'bad'}>{tooFew ? en.models.quality.tooFew[source] : errorText(error)}</Notice>;
}

function Measured({ alignment }: { alignment: Alignment }): ReactNode {
  const { pairs, textToImage, imageToText, chanceAt10 } = alignment;
  return (
    <>
      <table className="quality-table">
        <caption>{en.models.quality.measured(pairs)}</caption>
        <thead>
          <tr>
            <th scope="col">{en.models.quality.found}</th>
            {en.models.quality.columns.map((column) => (
              <th key={column} scope="col">
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          <Row label={en.models.quality.textToImage} retrieval={textToImage} />
          <Row label={en.models.quality.imageToText} retrieval={imageToText} />
        </tbody>
      </table>
      <p className="quiet">{en.models.quality.chance(formatPercent(chanceAt10))}</p>
    </>
  );
}

function Row({ label, retrieval }: { label: string; retrieval: Retrieval }): ReactNode {
  const { recallAt1, recallAt5, recallAt10, medianRank } = retrieval;
  return (
    <tr>
      <th scope="row">{label}</th>
      {[recallAt1, recallAt5, recallAt10].map((share, index) => (
        // oxlint-disable-next-line react/no-array-index-key -- three columns that never change places
        <td key={index}>{formatPercent(share)}</td>
      ))}
      <td>{medianRank}</td>
    </tr>
  );
}
