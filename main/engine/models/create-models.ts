import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '../../../app/contract/errors.ts';
import type { EngineHandlers } from '../../../app/contract/index.ts';
import type { ModelInfo } from '../../../app/contract/models.ts';
import type { InstalledModel } from '../../inference/installed-models.ts';
import type { Evaluation } from './create-evaluation.ts';

/** What the models are, need and cannot do. */
export function createModels(models: readonly InstalledModel[], evaluation: Evaluation): EngineHandlers['models'] {
  return {
    list: () => ({ models: models.map(toInfo) }),
    async card({ modelId }) {
      const model = models.find(({ manifest }) => manifest.id === modelId);
      if (model === undefined) throw new AppError('not_found', `There is no model ${modelId}.`);
      return { markdown: await readFile(join(model.directory, model.manifest.card), 'utf8') };
    },
    evaluate: ({ source }, { signal }) => evaluation.ofLibrary(source, signal),
  };
}

function toInfo({ manifest, state, problem }: InstalledModel): ModelInfo {
  const { id, revision, title, tasks, approxMemoryMB, languages, goodAt, limits, licence, imageSize, embeddingDim } =
    manifest;
  return {
    modelId: id,
    revision,
    title,
    tasks,
    state,
    problem,
    sizeBytes: manifest.files.reduce((sum, { bytes }) => sum + bytes, 0),
    approxMemoryMB,
    languages,
    goodAt,
    limits,
    licence: licence.spdx,
    licenceNotice: licence.notice,
    imageSize,
    embeddingDim,
  };
}
