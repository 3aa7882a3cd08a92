import type { ReactNode } from 'react';
import type { Alignment, Retrieval } from '../../../app/contract/models.ts';
import { en } from '../../text/en.ts';
import { formatBytes, formatCount, formatMoment, formatPercent, formatRate } from '../../text/format.ts';
import type { ComparedModel, Source } from './comparison.ts';

interface QualityTableProps {
  readonly models: readonly ComparedModel[];
  readonly source: Source;
  readonly chanceAt10: number;
}

/** One row a model; the best of each measure stands out, and what guessing would reach stands below. */
export function QualityTable({ models, source, chanceAt10 }: QualityTableProps): ReactNode {
  const words = en.quality;
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a region that scrolls has to be reached with Tab
    <div className="table-frame" role="region" aria-label={words.table(words.sources[source])} tabIndex={0}>
      <table className="table quality-table">
        <Head />
        <tbody>
          {models.map((model) => (
            <ModelRow key={model.modelId} model={model} models={models} />
          ))}
          <GuessingRow chanceAt10={chanceAt10} />
        </tbody>
      </table>
    </div>
  );
}

function Head(): ReactNode {
  const { columns } = en.quality;
  const measures = [columns.first, columns.among5, columns.among10, columns.median];
  return (
    <thead>
      <tr>
        <th scope="col" rowSpan={2}>
          {columns.model}
        </th>
        <th scope="colgroup" colSpan={4}>
          {columns.toImage}
        </th>
        <th scope="colgroup" colSpan={4}>
          {columns.toText}
        </th>
        <th scope="colgroup" colSpan={2}>
          {columns.cost}
        </th>
      </tr>
      <tr>
        {ways.flatMap((way) =>
          measures.map((name) => (
            <th key={`${way} ${name}`} scope="col">
              {name}
            </th>
          )),
        )}
        <th scope="col">{columns.speed}</th>
        <th scope="col">{columns.size}</th>
      </tr>
    </thead>
  );
}

const ways = ['textToImage', 'imageToText'] as const;
const measures = ['recallAt1', 'recallAt5', 'recallAt10', 'medianRank'] as const;

interface ModelRowProps {
  readonly model: ComparedModel;
  readonly models: readonly ComparedModel[];
}

function ModelRow({ model, models }: ModelRowProps): ReactNode {
  const { alignment, photosPerSecond, sizeBytes } = model;
  const words = en.quality;
  return (
    <tr>
      <th scope="row">
        {model.title}
        {model.inUse ? <span className="quiet"> {words.inUse}</span> : null}
        {alignment === null ? null : (
          <span className="quiet quality-when">{words.when(alignment.pairs, formatMoment(alignment.measuredMs))}</span>
        )}
      </th>
      {alignment === null ? (
        <td colSpan={8} className="text quiet">
          {words.notMeasured}
        </td>
      ) : (
        ways.flatMap((way) =>
          measures.map((measure) => (
            <MeasureCell
              key={`${way} ${measure}`}
              value={alignment[way][measure]}
              measure={measure}
              best={isBest({ alignment, way, measure }, models)}
            />
          )),
        )
      )}
      <td>{photosPerSecond === null ? words.none : formatRate(photosPerSecond)}</td>
      <td>{formatBytes(sizeBytes)}</td>
    </tr>
  );
}

interface MeasureCellProps {
  readonly value: number;
  readonly measure: keyof Retrieval;
  readonly best: boolean;
}

function MeasureCell({ value, measure, best }: MeasureCellProps): ReactNode {
  const text = measure === 'medianRank' ? formatCount(value) : formatPercent(value);
  if (!best) return <td>{text}</td>;
  return (
    <td>
      <b>{text}</b>
      <span className="visually-hidden"> {en.quality.best}</span>
    </td>
  );
}

interface Measure {
  readonly alignment: Alignment;
  readonly way: (typeof ways)[number];
  readonly measure: keyof Retrieval;
}

/** Whether no measured model does better; nothing is best where all are the same. */
function isBest({ alignment, way, measure }: Measure, models: readonly ComparedModel[]): boolean {
  const values = models.flatMap((model) => (model.alignment === null ? [] : [model.alignment[way][measure]]));
  const best = measure === 'medianRank' ? Math.min(...values) : Math.max(...values);
  return alignment[way][measure] === best && values.some((value) => value !== best);
}

function GuessingRow({ chanceAt10 }: { chanceAt10: number }): ReactNode {
  const { none } = en.quality;
  const chance = formatPercent(chanceAt10);
  const cells = [none, none, chance, none, none, none, chance, none, none, none];
  return (
    <tr className="quiet">
      <th scope="row">{en.quality.guessing}</th>
      {cells.map((text, index) => (
        // oxlint-disable-next-line react/no-array-index-key -- columns that never change places
        <td key={index}>{text}</td>
      ))}
    </tr>
  );
}
