import { AppError } from '../../app/contract/errors.ts';
import { loadInstalledModel, loadInstalledModels, type InstalledModel } from './installed-models.ts';

export interface ModelFinder {
  /** Rejects `model_missing` where it is not installed, `model_corrupt` where its files are wrong. */
  find(modelId: string): Promise<InstalledModel>;
}

/**
 * Models by id: those in `directories`, and those that were installed below `root` meanwhile.
 * A model that was not there is looked for again, so that nothing has to be restarted after an installation.
 */
export async function openModelFinder({
  directories,
  root,
}: {
  directories: readonly string[];
  root: string | null;
}): Promise<ModelFinder> {
  const bundled = await Promise.all(directories.map(loadInstalledModel));
  let installed: readonly InstalledModel[] = [];
  const known = (modelId: string): InstalledModel | undefined =>
    [...bundled, ...installed].find(({ manifest, state }) => manifest.id === modelId && state === 'installed') ??
    [...bundled, ...installed].find(({ manifest }) => manifest.id === modelId);
  return {
    async find(modelId) {
      if (known(modelId)?.state !== 'installed' && root !== null) installed = await loadInstalledModels(root);
      const model = known(modelId);
      if (model === undefined) throw new AppError('model_missing', `The model ${modelId} is not installed.`);
      if (model.state === 'installed') return model;
      const code = model.state === 'corrupt' ? 'model_corrupt' : 'model_missing';
      throw new AppError(code, `${model.manifest.title} is not usable: ${model.problem} Install it again.`);
    },
  };
}
