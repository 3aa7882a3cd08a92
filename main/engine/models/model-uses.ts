import type { ModelId } from '../../../app/contract/ids.ts';
import type { EngineHandlers } from '../../../app/contract/index.ts';
import type { ModelUse, SearchModelState } from '../../../app/contract/models.ts';
import type { ChatChoice } from '../assistant/choose-lookers.ts';
import type { SearchSwitch } from './search-switch.ts';

type Handlers = Pick<EngineHandlers['models'], 'use' | 'cancelSwitch' | 'forgetPrevious'>;

/** Which model is used for what, and how that changes. */
export interface ModelUses {
  readonly handlers: Handlers;
  search(): SearchModelState;
  chat(): ModelId;
  of(modelId: ModelId): ModelUse[];
  /** Why a model may not be removed now, in plain words; null where it may. */
  reasonToKeep(modelId: ModelId): string | null;
}

export function createModelUses({
  switching,
  chatChoice,
}: {
  switching: SearchSwitch;
  chatChoice: ChatChoice;
}): ModelUses {
  return {
    handlers: {
      use({ use, modelId }) {
        if (use === 'search') return { jobId: switching.use(modelId) };
        chatChoice.use(modelId);
        return { jobId: null };
      },
      cancelSwitch() {
        switching.cancel();
        return {};
      },
      forgetPrevious: async () => ({ freedBytes: await switching.forgetPrevious() }),
    },
    search: switching.state,
    chat: chatChoice.chosen,
    of: (modelId) => [
      ...(modelId === switching.state().active ? (['search'] as const) : []),
      ...(modelId === chatChoice.chosen() ? (['chat'] as const) : []),
    ],
    reasonToKeep: (modelId) =>
      switching.reasonToKeep(modelId) ??
      (modelId === chatChoice.chosen() ? 'Questions are answered by it. Choose another chat model first.' : null),
  };
}
