import type { ModelInfo } from '../../app/contract/models.ts';

/** A model's title; a model that is not on the list, as of a server, has its id alone. */
export const titleAmong = (models: readonly ModelInfo[], modelId: string): string =>
  models.find((model) => model.modelId === modelId)?.title ?? modelId;
