import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { loadInstalledModels, modelDirectory, type InstalledModel } from '../../../inference/installed-models.ts';
import { readPlan, type InstallPlan } from './install-plan.ts';
import { clearUp, incomingFolder, removedFolder, replaceModel } from './model-folder.ts';

/**
 * Clears up after a program that was killed while it copied or deleted a model, or when an installed one was whole and its plan, damaged
 * files or files of another variant were not yet gone. What cannot be deleted harms nobody and is tried again the next time.
 */
export async function finishInstallations(root: string): Promise<void> {
  await finishImports(root).catch(() => undefined);
  await rm(join(root, removedFolder), { recursive: true, force: true }).catch(() => undefined);
  for (const model of await loadInstalledModels(root)) {
    const plan = await readPlan(model.directory);
    if (isCarriedOut(plan, model)) await clearUp(model.directory, model.files).catch(() => undefined);
  }
}

/** A model that was whole when it was to take its place takes it; others are to be imported again. */
async function finishImports(root: string): Promise<void> {
  const incoming = join(root, incomingFolder);
  for (const { manifest, directory, state } of await loadInstalledModels(incoming))
    if (state === 'installed') await replaceModel(modelDirectory(root, manifest.id), directory);
  await rm(incoming, { recursive: true, force: true });
}

/** True where all that a plan was to bring is there, though the plan still is, too. */
export const isCarriedOut = (plan: InstallPlan | null, model: InstalledModel | null): boolean =>
  model?.state === 'installed' && model.variant === plan?.variant;
