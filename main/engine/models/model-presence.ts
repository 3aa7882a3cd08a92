import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { ModelInfo } from '../../../app/contract/models.ts';
import { modelDirectory, type InstalledModel } from '../../inference/installed-models.ts';
import { downloadedBytes } from '../../network/download/download-file.ts';
import { directorySize } from '../settings/directory-size.ts';
import { gigabytes } from './installing/free-space.ts';
import { sizeOf, type InstallPlan } from './installing/install-plan.ts';
import { isSetAside } from './installing/model-folder.ts';
import type { ShelfModel } from './open-shelf.ts';

/** What of a model is on this machine. */
export type Presence = Pick<ModelInfo, 'state' | 'problem' | 'diskBytes'>;

export async function presenceOf({ manifest, installed, begun }: ShelfModel, root: string): Promise<Presence> {
  const directory = installed?.directory ?? modelDirectory(root, manifest.id);
  const diskBytes = await directorySize(directory);
  if (installed !== null) {
    const problem = await problemOf(installed);
    return { state: problem === null ? 'installed' : 'corrupt', problem, diskBytes };
  }
  if (begun === null) return { state: 'available', problem: null, diskBytes };
  const here = await presentBytes(directory, begun);
  const problem = `${gigabytes(here)} of ${gigabytes(sizeOf(begun))} are here.`;
  return { state: 'partial', problem, diskBytes: here };
}

async function problemOf({ directory, files, problem }: InstalledModel): Promise<string | null> {
  if (problem === null) return null;
  const aside = [];
  for (const { path } of files) if (await isSetAside(directory, path)) aside.push(path);
  if (aside.length === 0) return problem;
  return `${aside.join(', ')} ${aside.length === 1 ? 'was' : 'were'} damaged and set aside.`;
}

/** Bytes of a plan's files that need not be fetched any more. */
export async function presentBytes(directory: string, plan: InstallPlan): Promise<number> {
  const { repository, commit } = plan;
  let bytes = 0;
  for (const file of plan.files) {
    const target = join(directory, file.path);
    const whole = await stat(target).catch(() => null);
    if (whole !== null) bytes += whole.size;
    else if (repository !== null && commit !== null) {
      bytes += await downloadedBytes({ repository, commit, ...file }, target);
    }
  }
  return bytes;
}
