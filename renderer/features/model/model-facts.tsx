import type { ReactNode } from 'react';
import type { ModelInfo } from '../../../app/contract/models.ts';
import { en } from '../../text/en.ts';
import { formatBytes } from '../../text/format.ts';
import { languageName } from './language-names.ts';

/** Everything that is known of a model in short, as pairs of words. */
export function ModelFacts({ model }: { model: ModelInfo }): ReactNode {
  const labels = en.models.facts;
  const facts: readonly (readonly [string, string])[] = [
    [labels.tasks, model.tasks.map((task) => en.models.tasks[task]).join(', ')],
    [labels.languages, model.languages.map(languageName).join(', ')],
    [labels.size, `${formatBytes(model.sizeBytes)}, ${model.variant}`],
    ...(model.diskBytes === 0 ? [] : [[labels.disk, formatBytes(model.diskBytes)] as const]),
    [labels.memory, en.models.memory(model.approxMemoryMB)],
    [labels.sees, model.imageSize === null ? en.models.seesAny : en.models.sees(model.imageSize)],
    [labels.source, sourceText(model.source)],
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

function sourceText(source: ModelInfo['source']): string {
  return source.kind === 'hub'
    ? en.models.sources.hub(source.repository, source.commit)
    : en.models.sources[source.kind];
}
