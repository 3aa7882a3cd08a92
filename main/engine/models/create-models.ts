import type { EngineHandlers } from '../../../app/contract/index.ts';
import type { ModelInfo } from '../../../app/contract/models.ts';
import { directorySize } from '../settings/directory-size.ts';
import type { Jobs } from '../jobs/create-jobs.ts';
import type { Evaluation } from './create-evaluation.ts';
import { describeModel, type DescribeOptions } from './describe-model.ts';
import { createInstaller } from './installing/create-installer.ts';
import type { InstallerOptions } from './installing/file-jobs.ts';
import type { ModelDevices } from './model-devices.ts';
import { measureMachine, suitableVariant } from './model-fit.ts';
import type { ModelUses } from './model-uses.ts';
import type { Shelf, ShelfModel } from './open-shelf.ts';
import { suggestModels } from './suggest-models.ts';

export interface ModelsOptions extends Omit<InstallerOptions, 'suitableVariant'> {
  readonly shelf: Shelf;
  readonly jobs: Jobs;
  readonly evaluation: Evaluation;
  readonly uses: ModelUses;
  readonly devices: ModelDevices;
}

/** What the models are, need and cannot do; installing, choosing and measuring them. */
export function createModels(options: ModelsOptions): EngineHandlers['models'] {
  const { shelf, evaluation, uses, devices } = options;
  /** What is fast for the built-in model is taken to be fast for others, until they are measured. */
  const bestDevices = () => [devices.choiceOf(shelf.bundled.manifest.id).device, 'cpu' as const];
  const suitable = ({ manifest }: ShelfModel): string => suitableVariant(manifest, bestDevices()).name;
  return {
    async list() {
      const models = await describeAll(options, {
        machine: await measureMachine(shelf.root),
        bestDevices: bestDevices(),
      });
      return { models, search: uses.search(), chat: uses.chat(), diskBytes: await directorySize(shelf.root) };
    },
    async suggestion() {
      const machine = await measureMachine(shelf.root);
      const models = await describeAll(options, { machine, bestDevices: bestDevices() });
      const bundled = models.find(({ modelId }) => modelId === shelf.bundled.manifest.id)!;
      return suggestModels(models, { bundled, machine });
    },
    ...createInstaller({ ...options, suitableVariant: suitable }),
    ...uses.handlers,
    ...devices.handlers,
    evaluate: (asked, { signal }) => evaluation.ofLibrary(asked, signal),
    measurements: () => ({ measurements: evaluation.measurements() }),
  };
}

function describeAll(
  { shelf, jobs, uses, devices }: ModelsOptions,
  measured: Pick<DescribeOptions, 'machine' | 'bestDevices'>,
): Promise<ModelInfo[]> {
  const active = jobs.active();
  const facts = { uses, devices, root: shelf.root, jobs: active, ...measured };
  return Promise.all(shelf.list().map((model) => describeModel(model, facts)));
}
