/** @file The files of a model's folder while it is installed, repaired and removed. */
import { randomUUID } from 'node:crypto';
import { mkdir, readdir, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join, relative, sep } from 'node:path';
import { standardLicence } from '../../../../models/licences/standard-licence.ts';
import { InstallRecord, type ModelFile, type ModelManifest } from '../../../../models/manifest.ts';
import { manifestFile, modelDirectory, recordFile } from '../../../inference/installed-models.ts';
import { createChecker } from '../../../network/download/content-check.ts';
import { partPath } from '../../../network/download/part-file.ts';
import { syncFolder } from '../../../platform/sync-folder.ts';
import { ownLicenceFile, planFile, planPath, type InstallPlan } from './install-plan.ts';
import { readJson, writeFileSafely, writeJson } from './json-file.ts';

/** Where damaged files lie until an installation is complete. */
export const quarantineFolder = 'quarantine';
/** Where, below the folder of all models, those lie that are being deleted. */
export const removedFolder = 'removed';
/** Where, below the folder of all models, those lie that are being copied there. */
export const incomingFolder = 'incoming';

export const readRecord = (directory: string): Promise<InstallRecord | null> =>
  readJson(join(directory, recordFile), InstallRecord);

/** Takes a damaged file out of the way of everything that loads models. */
export async function setAside(directory: string, path: string, from = path): Promise<void> {
  const target = join(directory, quarantineFolder, path);
  await mkdir(dirname(target), { recursive: true });
  await rename(join(directory, from), target);
}

/** Sets aside a part whose bytes all came and are not the file's. */
export const setPartAside = (directory: string, path: string): Promise<void> =>
  setAside(directory, path, partPath(path));

/** True where a file of this path is set aside. */
export const isSetAside = (directory: string, path: string): Promise<boolean> =>
  stat(join(directory, quarantineFolder, path)).then(
    () => true,
    () => false,
  );

/** Declares an installation complete: the record comes last, and what does not belong to it goes. */
export async function completeInstallation(
  directory: string,
  { manifest, plan, files }: { manifest: ModelManifest; plan: InstallPlan; files: readonly ModelFile[] },
): Promise<void> {
  const licence = await writeOwnLicence(directory, manifest);
  const { variant, commit } = plan;
  const record: InstallRecord = { variant, commit, files: [...files, ...licence], installedMs: Date.now() };
  await writeJson(join(directory, manifestFile), manifest);
  await writeJson(join(directory, recordFile), record);
  await clearUp(directory, record.files);
}

/** Deletes what does not belong to a model of these files, the plan last: while it is there, there is something to clear up. */
export async function clearUp(directory: string, files: readonly ModelFile[]): Promise<void> {
  await keepOnly(directory, [manifestFile, recordFile, planFile, ...files.map(({ path }) => path)]);
  await rm(planPath(directory), { force: true });
}

async function writeOwnLicence(directory: string, { licence }: ModelManifest): Promise<ModelFile[]> {
  const text = licence.file === null ? standardLicence(licence.spdx) : null;
  if (text === null) return [];
  await writeFileSafely(join(directory, ownLicenceFile), text);
  const content = new TextEncoder().encode(text);
  const checker = createChecker({ sha256: null, gitBlob: null }, content.length);
  checker.update(content);
  return [{ path: ownLicenceFile, bytes: content.length, sha256: checker.end().sha256 }];
}

/** Takes back an installation that was begun: what was there before it stays. */
export async function undoInstallation(directory: string): Promise<void> {
  const record = await readRecord(directory);
  if (record === null) return deleteModel(directory);
  await clearUp(directory, record.files);
}

/** Deletes a model, which is gone in one step: killed while its files are deleted, the next start deletes the rest. */
export async function deleteModel(directory: string): Promise<void> {
  const removed = join(dirname(directory), removedFolder);
  const doomed = join(removed, `${basename(directory)}-${randomUUID()}`);
  await mkdir(removed, { recursive: true });
  await rename(directory, doomed).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw error;
  });
  await rm(doomed, { recursive: true, force: true, maxRetries: 5, retryDelay: 50 });
}

export const incomingDirectory = (root: string, modelId: string): string =>
  modelDirectory(join(root, incomingFolder), modelId);

/** Puts a whole model, which came in another folder, in the place of what was there. Killed, the next start goes on. */
export async function replaceModel(directory: string, incoming: string): Promise<void> {
  await deleteModel(directory);
  await rename(incoming, directory);
  await syncFolder(dirname(directory));
}

async function keepOnly(directory: string, names: readonly string[]): Promise<void> {
  const kept = new Set(names);
  const entries = await readdir(directory, { recursive: true, withFileTypes: true });
  for (const entry of entries) {
    const path = join(entry.parentPath, entry.name);
    const name = relative(directory, path).replaceAll(sep, '/');
    if (!entry.isDirectory() && !kept.has(name)) await rm(path, { force: true });
  }
  await rm(join(directory, quarantineFolder), { recursive: true, force: true });
}
