import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { loadInstalledModels, type InstalledModel } from '../inference/installed-models.ts';

/** The folder of installed models that `AFTERIMAGE_MODELS` names; null where it names none. */
export const realModelsFolder = process.env['AFTERIMAGE_MODELS'] ?? null;

/** Why tests on real weights are skipped. */
export const noRealModels = 'AFTERIMAGE_MODELS names no folder with such a model';

/** Models there whose files are whole. */
export async function realModels(): Promise<InstalledModel[]> {
  if (realModelsFolder === null) return [];
  return (await loadInstalledModels(realModelsFolder)).filter(({ state }) => state === 'installed');
}

/** A picture of a model card, `pictures/<name>` in that folder; null where it is not there. */
export function cardPicture(name: string): string | null {
  const path = join(realModelsFolder ?? '', 'pictures', name);
  return realModelsFolder !== null && existsSync(path) ? path : null;
}
