import type { ModelInfo } from '../../app/contract/models.ts';
import type { Session } from './session.ts';

/** A model's title; a model that is not on the list, as of a server, has its id alone. */
export const titleAmong = (models: readonly ModelInfo[], modelId: string): string =>
  models.find((model) => model.modelId === modelId)?.title ?? modelId;

/** The title of the model that answered; null where none did. */
export const titleOf = async (modelId: string | null, { engine }: Session): Promise<string | null> =>
  modelId === null ? null : titleAmong((await engine.models.list({})).models, modelId);
