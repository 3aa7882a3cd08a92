import { useEffect } from 'react';
import type { ModelId } from '../../../app/contract/ids.ts';
import type { ModelUse } from '../../../app/contract/models.ts';
import { useModels } from '../../engine/hooks.ts';
import { recall, remember } from '../../state/memory.ts';
import { useModelCall } from './use-models.ts';

export interface WantedUse {
  readonly use: ModelUse;
  readonly modelId: ModelId;
}

/** Keeps in mind that these models were installed in order to be used, over a reload too. */
export function rememberUses(wanted: readonly WantedUse[]): void {
  remember('useWhenInstalled', [...wanted]);
}

/** Puts the models to use that were installed with one click, as soon as they are here. */
export function useWhenInstalled(): void {
  const models = useModels().data?.models;
  const { mutate: use } = useModelCall((calls, wanted: WantedUse) => calls.use(wanted));
  useEffect(() => {
    const wanted = recall('useWhenInstalled') ?? [];
    if (models === undefined || wanted.length === 0) return;
    const ready = ({ modelId }: WantedUse): boolean =>
      models.some((model) => model.modelId === modelId && model.state === 'installed');
    const now = wanted.filter(ready);
    if (now.length === 0) return;
    rememberUses(wanted.filter((each) => !ready(each)));
    for (const each of now) use(each);
  }, [models, use]);
}
