import { createReadStream } from 'node:fs';
import { mkdir, open, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { AppError } from '../../../../app/contract/errors.ts';
import { standardLicence } from '../../../../models/licences/standard-licence.ts';
import type { InstallRecord, ModelFile, ModelManifest, ModelVariant } from '../../../../models/manifest.ts';
import { manifestFile } from '../../../inference/installed-models.ts';
import { createChecker } from '../../../network/download/content-check.ts';
import { toDiskError } from '../../../network/download/disk-error.ts';
import { partPath } from '../../../network/download/part-file.ts';
import { syncFolder } from '../../../platform/sync-folder.ts';
import { freeBytesAt, requireSpace } from './free-space.ts';
import type { InstallContext } from './install-model.ts';
import { namedFiles, sizeOf, writePlan, type InstallPlan, type PlannedFile } from './install-plan.ts';
import { writeJson } from './json-file.ts';
import type { FolderFile } from './match-folder.ts';
import { completeInstallation } from './model-folder.ts';

export interface Import {
  readonly manifest: ModelManifest;
  readonly variant: ModelVariant;
  /** Where the files are taken from. */
  readonly from: string;
  readonly files: readonly FolderFile[];
  /** The record of an installation that the folder is a copy of; null for other folders. */
  readonly record: InstallRecord | null;
  /** The model's folder. */
  readonly directory: string;
  readonly context: InstallContext;
}

/** What a folder brings of a model. @throws `not_found` where its licence is not there. */
export function planImport({
  manifest,
  variant,
  files,
  record,
  from,
}: Omit<Import, 'directory' | 'context'>): InstallPlan {
  const planned = namedFiles(manifest, variant).flatMap(({ path, sha256 }): PlannedFile[] => {
    const found = files.find((file) => file.path === path);
    const known = record?.files.find((file) => file.path === path)?.sha256 ?? null;
    return found === undefined ? [] : [{ ...found, check: { sha256: sha256 ?? known, gitBlob: null } }];
  });
  const { licence, source } = manifest;
  if (source.kind === 'hub' && !hasLicence(manifest, planned)) {
    const name = licence.file ?? 'text';
    throw new AppError('not_found', `${from} has no licence ${name}. Add it to the folder, then import it again.`);
  }
  const repository = source.kind === 'hub' ? source.repository : null;
  const commit = record?.commit ?? (source.kind === 'hub' ? source.commit : null);
  return { variant: variant.name, repository, commit, files: planned };
}

/** What a person made or brought themselves needs none. */
function hasLicence({ licence }: ModelManifest, planned: readonly PlannedFile[]): boolean {
  return licence.file === null
    ? standardLicence(licence.spdx) !== null
    : planned.some(({ path }) => path === licence.file);
}

/**
 * Copies a model from a folder or a USB stick, hashing while it copies, and declares it installed once all is proven.
 * Rejects `model_corrupt` for a damaged file, `storage_full`, `io_failed`, `cancelled`.
 */
export async function importModel(given: Import, plan: InstallPlan): Promise<void> {
  const { manifest, directory, context } = given;
  const total = sizeOf(plan);
  requireSpace(total, await freeBytesAt(directory), manifest.title);
  await mkdir(directory, { recursive: true });
  await writeJson(join(directory, manifestFile), manifest);
  await writePlan(directory, plan);
  context.phase({ phase: 'verifying', unit: 'bytes', total });
  const files: ModelFile[] = [];
  for (const file of plan.files) {
    await context.gate();
    files.push({ path: file.path, bytes: file.bytes, sha256: await copyFile(given, file) });
  }
  await completeInstallation(directory, { manifest, plan, files });
}

/** @returns the file's SHA-256. */
async function copyFile({ from, directory, context }: Import, file: PlannedFile): Promise<string> {
  const source = join(from, file.path);
  const target = join(directory, file.path);
  const checker = createChecker(file.check, file.bytes);
  try {
    await mkdir(dirname(target), { recursive: true });
    const part = await open(partPath(target), 'w');
    try {
      for await (const chunk of createReadStream(source, { highWaterMark: 1024 * 1024, signal: context.signal })) {
        await part.write(chunk as Buffer);
        checker.update(chunk as Buffer);
        context.advance((chunk as Buffer).length);
      }
      await part.sync();
    } finally {
      await part.close();
    }
    const { ok, sha256 } = checker.end();
    if (!ok) throw damagedSource(source, file, sha256);
    await rename(partPath(target), target);
    await syncFolder(dirname(target));
    return sha256;
  } catch (error) {
    await rm(partPath(target), { force: true });
    context.signal.throwIfAborted();
    throw toDiskError(error, (await exists(source)) ? target : source);
  }
}

function damagedSource(source: string, { path, check, bytes }: PlannedFile, actual: string): AppError {
  const message = `${source} is damaged or changed while it was read. Copy it again from where it came from.`;
  const details = { file: path, expected: check.sha256, actual, bytes };
  return new AppError('model_corrupt', message, { details });
}

const exists = (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    () => false,
  );
