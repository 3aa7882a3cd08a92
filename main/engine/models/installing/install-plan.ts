import { join } from 'node:path';
import { z } from 'zod';
import { AppError } from '../../../../app/contract/errors.ts';
import { standardLicence } from '../../../../models/licences/standard-licence.ts';
import {
  ModelPath,
  type InstallRecord,
  type ModelManifest,
  type ModelVariant,
  type NamedFile,
} from '../../../../models/manifest.ts';
import type { Hub } from '../../../network/hub/open-hub.ts';
import type { HubFile } from '../../../network/hub/read-tree.ts';
import { readJson, writeJson } from './json-file.ts';

const Hash = z.string().nullable();

/** A file that belongs to an installation, with what proves its content. */
export const PlannedFile = z.object({
  path: ModelPath,
  bytes: z.number().int().nonnegative(),
  check: z.object({ sha256: Hash, gitBlob: Hash }),
});
export type PlannedFile = z.output<typeof PlannedFile>;

/** What an installation that has begun is to put into a model's folder: `installing.json`, until all is there. */
export const InstallPlan = z.object({
  variant: z.string(),
  /** null for a folder of the person's own. */
  repository: z.string().nullable(),
  commit: z.string().nullable(),
  files: z.array(PlannedFile).min(1),
});
export type InstallPlan = z.output<typeof InstallPlan>;

export const planFile = 'installing.json';
export const planPath = (directory: string): string => join(directory, planFile);
export const readPlan = (directory: string): Promise<InstallPlan | null> => readJson(planPath(directory), InstallPlan);
export const writePlan = (directory: string, plan: InstallPlan): Promise<void> => writeJson(planPath(directory), plan);

/** Bytes of all files of a plan or an installation. */
export const sizeOf = ({ files }: { readonly files: readonly { readonly bytes: number }[] }): number =>
  files.reduce((sum, { bytes }) => sum + bytes, 0);

/** The text of a standard licence, kept beside the files of a repository that has none. */
export const ownLicenceFile = 'LICENCE.txt';

/** @throws `invalid_input` for a name that the manifest does not have. */
export function variantOf({ variants, title }: ModelManifest, name: string): ModelVariant {
  const found = variants.find((variant) => variant.name === name);
  if (found !== undefined) return found;
  const names = variants.map((variant) => variant.name).join(', ');
  throw new AppError('invalid_input', `${title} has no variant ${name}; it has ${names}.`);
}

/** Every file of a variant by its path: weights, configuration, licence and card. */
export function namedFiles(manifest: ModelManifest, variant: ModelVariant): NamedFile[] {
  const { licence, card, commonFiles } = manifest;
  const kept = (path: string, optional: boolean): NamedFile => ({ path, bytes: null, sha256: null, optional });
  const named = [
    ...commonFiles,
    ...variant.files,
    ...(licence.file === null ? [] : [kept(licence.file, false)]),
    kept(card, true),
  ];
  return [...new Map(named.toReversed().map((file) => [file.path, file])).values()].toReversed();
}

/**
 * Decides what is fetched: from the manifest where it pins, from the hub's tree where it does not. Other files of a model that
 * is installed come from the same commit, so that those which both have stay as they are. Rejects the hub's errors.
 */
export async function planInstallation(
  manifest: ModelManifest,
  variant: ModelVariant,
  { hub, signal, installedCommit }: { hub: Hub; signal: AbortSignal; installedCommit: string | null },
): Promise<InstallPlan> {
  const { source, licence, title } = manifest;
  if (source.kind !== 'hub') {
    throw new AppError('conflict', `${title} comes from a folder. Import it again from there.`);
  }
  if (licence.file === null && standardLicence(licence.spdx) === null) {
    throw new AppError('model_incompatible', `${title} has no licence text (${licence.spdx}), so it is not installed.`);
  }
  const { repository } = source;
  const names = namedFiles(manifest, variant);
  const commit = source.commit ?? installedCommit ?? (await hub.repository(repository, signal)).commit;
  const pinned = names.every(({ bytes, sha256 }) => bytes !== null && sha256 !== null);
  const tree = pinned ? [] : await hub.tree({ repository, commit }, signal);
  const files = names.flatMap((file) => plannedFile(file, tree, `${repository} at ${commit.slice(0, 7)}`) ?? []);
  return { variant: variant.name, repository, commit, files };
}

function plannedFile({ path, bytes, sha256, optional }: NamedFile, tree: readonly HubFile[], place: string) {
  if (bytes !== null && sha256 !== null) return { path, bytes, check: { sha256, gitBlob: null } };
  const found = tree.find((file) => file.path === path);
  if (found !== undefined) {
    return { path, bytes: bytes ?? found.bytes, check: { ...found.check, sha256: sha256 ?? found.check.sha256 } };
  }
  if (optional) return null;
  throw new AppError('not_found', `${place} has no file ${path}: this version of the model cannot be installed.`);
}

/** The plan that brings back what an installation had; null where it did not come from one commit of a repository. */
export function repairPlan(manifest: ModelManifest, { variant, commit, files }: InstallRecord): InstallPlan | null {
  if (manifest.source.kind !== 'hub' || commit === null) return null;
  const planned = files
    .filter(({ path }) => path !== ownLicenceFile)
    .map(({ path, bytes, sha256 }) => ({ path, bytes, check: { sha256, gitBlob: null } }));
  return { variant, repository: manifest.source.repository, commit, files: planned };
}
