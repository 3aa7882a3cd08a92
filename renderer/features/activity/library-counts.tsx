import type { ReactNode } from 'react';
import { useLive } from '../../engine/engine-context.tsx';
import { en } from '../../text/en.ts';
import { formatCount } from '../../text/format.ts';

/** How many photos stand where, and which files are not searched yet. */
export function LibraryCounts(): ReactNode {
  const counts = useLive((live) => live.counts);
  if (counts === null || counts.photos + counts.ignored === 0) return null;
  const { photos, indexed, pending, failed, skipped, videos, raw, liveMovies } = counts;
  return (
    <>
      <CountSection
        id="activity-library"
        title={en.activity.counts}
        labels={en.activity.countLabels}
        values={{ photos, indexed, pending, failed, skipped }}
      />
      <CountSection
        id="activity-not-searched"
        title={en.activity.notSearched}
        text={en.activity.notSearchedText}
        labels={en.activity.notSearchedLabels}
        values={{ videos, raw, liveMovies, other: Math.max(0, counts.ignored - videos - raw - liveMovies) }}
      />
    </>
  );
}

interface CountSectionProps<K extends string> {
  readonly id: string;
  readonly title: string;
  readonly text?: string;
  readonly labels: Readonly<Record<K, string>>;
  readonly values: Readonly<Record<K, number>>;
}

function CountSection<K extends string>({ id, title, text, labels, values }: CountSectionProps<K>): ReactNode {
  return (
    <section className="stack" aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      {text === undefined ? null : <p className="quiet">{text}</p>}
      <dl className="counts numbers">
        {(Object.keys(labels) as K[]).map((name) => (
          <div key={name} data-zero={values[name] === 0 || undefined}>
            <dt>{labels[name]}</dt>
            <dd>{formatCount(values[name])}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
