import { readdir, readFile } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import type { Replica } from '../../../../../models/testing/replica.ts';
import { loadInstalledModels } from '../../../../inference/installed-models.ts';
import { sha256Of } from '../../../../network/testing/test-repository.ts';
import { folderOf } from '../../testing/open-models.ts';
import { readPlan } from '../install-plan.ts';
import { quarantineFolder } from '../model-folder.ts';

export interface FolderCheck {
  /** An installation has begun and is not over. */
  readonly begun: boolean;
  /** As everything that loads models sees it. */
  readonly installed: boolean;
  /** Files under a name by which something could load them, whose content is not the model's. */
  readonly wrong: readonly string[];
}

/** Compares a model's folder with the model, whatever state it was left in. */
export async function checkFolder(root: string, { manifest, files }: Replica): Promise<FolderCheck> {
  const folder = folderOf(root, manifest.id);
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  const wrong: string[] = [];
  for (const entry of entries.filter((each) => each.isFile())) {
    const path = relative(folder, join(entry.parentPath, entry.name)).replaceAll(sep, '/');
    const expected = files.get(path);
    if (path.startsWith(quarantineFolder) || expected === undefined) continue;
    if (sha256Of(await readFile(join(folder, path))) !== sha256Of(expected)) wrong.push(path);
  }
  const [model] = await loadInstalledModels(root);
  const begun = (await readPlan(folder)) !== null;
  return { begun, installed: model?.state === 'installed', wrong };
}
