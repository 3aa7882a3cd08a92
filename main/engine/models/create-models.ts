import { readFile } from 'node:fs/promises';
import { availableParallelism, totalmem } from 'node:os';
import { join } from 'node:path';
import { AppError } from '../../../app/contract/errors.ts';
import type { EngineHandlers } from '../../../app/contract/index.ts';
import type { Evaluation } from './create-evaluation.ts';
import type { ModelDevices } from './model-devices.ts';
import { describeModel } from './describe-model.ts';
import type { ModelUses } from './model-uses.ts';
import { notBuilt } from './not-built.ts';
import type { Shelf } from './open-shelf.ts';

export interface ModelsOptions {
  readonly shelf: Shelf;
  readonly evaluation: Evaluation;
  readonly uses: ModelUses;
  readonly devices: ModelDevices;
}

/** What the models are, need and cannot do; installing, choosing and measuring them. */
export function createModels({ shelf, evaluation, uses, devices }: ModelsOptions): EngineHandlers['models'] {
  const active = shelf.bundled.manifest.id;
  return {
    list: () => ({
      models: shelf.list().map((model) => describeModel(model, { uses, devices })),
      search: uses.search(),
      chat: uses.chat(),
      diskBytes: 0,
    }),
    suggestion: () => ({
      search: active,
      chat: active,
      reason: 'The built-in model works everywhere.',
      downloadBytes: 0,
      machine: { memoryMB: Math.round(totalmem() / 1024 ** 2), cores: availableParallelism(), freeBytes: null },
    }),
    async card({ modelId }) {
      const found = shelf.find(modelId)?.installed;
      if (found === undefined || found === null) throw new AppError('not_found', `There is no model ${modelId}.`);
      return { markdown: await readFile(join(found.directory, found.manifest.card), 'utf8') };
    },
    licence: notBuilt,
    install: notBuilt,
    addRepository: notBuilt,
    importFolder: notBuilt,
    verify: notBuilt,
    remove: notBuilt,
    ...uses.handlers,
    ...devices.handlers,
    evaluate: ({ source }, { signal }) => evaluation.ofLibrary(source, signal),
    measurements: notBuilt,
  };
}
