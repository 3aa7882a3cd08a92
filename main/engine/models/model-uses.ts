import type { ModelId } from '../../../app/contract/ids.ts';
import type { EngineHandlers } from '../../../app/contract/index.ts';
import type { ModelUse, SearchModelState } from '../../../app/contract/models.ts';
import type { ChatChoice } from '../assistant/choose-lookers.ts';
import { notBuilt } from './not-built.ts';
import type { Shelf } from './open-shelf.ts';

type Handlers = Pick<EngineHandlers['models'], 'use' | 'cancelSwitch' | 'forgetPrevious'>;

/** Which model is used for what, and how that changes. */
export interface ModelUses {
  readonly handlers: Handlers;
  search(): SearchModelState;
  chat(): ModelId;
  of(modelId: ModelId): ModelUse[];
}

export function createModelUses({ shelf, chatChoice }: { shelf: Shelf; chatChoice: ChatChoice }): ModelUses {
  const active = shelf.bundled.manifest.id;
  return {
    handlers: {
      use({ use, modelId }) {
        if (use === 'search') return notBuilt();
        chatChoice.use(modelId);
        return { jobId: null };
      },
      cancelSwitch: notBuilt,
      forgetPrevious: notBuilt,
    },
    search: () => ({ active, next: null, previous: null }),
    chat: chatChoice.chosen,
    of: (modelId) => [
      ...(modelId === active ? (['search'] as const) : []),
      ...(modelId === chatChoice.chosen() ? (['chat'] as const) : []),
    ],
  };
}
