import { Search } from 'lucide-react';
import type { ReactNode } from 'react';
import type { ModelId } from '../../../app/contract/ids.ts';
import { en } from '../../text/en.ts';
import { Button } from '../../ui/button.tsx';
import { Notice } from '../../ui/notice.tsx';
import { useModelCall } from '../model/use-models.ts';
import { areComparable } from './comparison.ts';
import { betterThanUsed, verdictOn, type MeasuredModel } from './verdict-text.ts';

/** What the numbers say, and what they do not, in a few sentences; a clearly better model may be chosen here. */
export function Verdict({ models }: { models: readonly MeasuredModel[] }): ReactNode {
  if (!areComparable(models)) return <Notice tone="warn">{en.quality.unequal}</Notice>;
  return (
    <section className="card" aria-label={en.quality.verdict.title} data-testid="verdict">
      <h2>{en.quality.verdict.title}</h2>
      <p>{verdictOn(models)}</p>
      <ChooseBetter model={betterThanUsed(models)} />
    </section>
  );
}

function ChooseBetter({ model }: { model: MeasuredModel | null }): ReactNode {
  const choose = useModelCall(
    (calls, modelId: ModelId) => calls.use({ use: 'search', modelId }),
    () => en.models.useDone.search,
  );
  if (model === null) return null;
  return (
    <div>
      <Button
        kind="outline"
        icon={<Search aria-hidden />}
        disabled={choose.isPending}
        onClick={() => choose.mutate(model.modelId)}
      >
        {en.quality.choose(model.title)}
      </Button>
    </div>
  );
}
