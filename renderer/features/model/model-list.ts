import type { Engine } from '../../../app/contract/index.ts';
import type { ModelId } from '../../../app/contract/ids.ts';
import type { ModelInfo, ModelUse } from '../../../app/contract/models.ts';

/** The models and which of them answer. */
export type ModelList = Awaited<ReturnType<Engine['models']['list']>>;

export const modelFilters = ['all', 'search', 'chat', 'installed'] as const;
export type ModelFilter = (typeof modelFilters)[number];

/** What a model may be chosen for. */
export function possibleUses({ tasks }: Pick<ModelInfo, 'tasks'>): ModelUse[] {
  return [
    ...(tasks.includes('search') ? ['search' as const] : []),
    ...(tasks.includes('answer') || tasks.includes('caption') ? ['chat' as const] : []),
  ];
}

const passes: Readonly<Record<ModelFilter, (model: ModelInfo) => boolean>> = {
  all: () => true,
  search: ({ tasks }) => tasks.includes('search'),
  chat: ({ tasks }) => tasks.some((task) => task !== 'search'),
  installed: ({ state }) => state !== 'available',
};

/** The models of a filter: those in use first, then what is here or on its way, then what may be installed and fits. */
export function listModels(models: readonly ModelInfo[], filter: ModelFilter): ModelInfo[] {
  return models.filter(passes[filter]).toSorted((a, b) => rank(a) - rank(b));
}

export function countModels(models: readonly ModelInfo[], filter: ModelFilter): number {
  return models.filter(passes[filter]).length;
}

function rank({ uses, state, fits }: ModelInfo): number {
  if (uses.length > 0) return 0;
  if (state !== 'available') return 1;
  return fits.ok ? 2 : 3;
}

/** A model's name for the person; its id where the list does not know it. */
export function titleOf(models: readonly ModelInfo[], modelId: ModelId): string {
  return models.find((model) => model.modelId === modelId)?.title ?? modelId;
}
