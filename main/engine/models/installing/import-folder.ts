import { join } from 'node:path';
import { AppError } from '../../../../app/contract/errors.ts';
import type { JobId, ModelId } from '../../../../app/contract/ids.ts';
import { ModelManifest, type InstallRecord } from '../../../../models/manifest.ts';
import { manifestFile, modelDirectory } from '../../../inference/installed-models.ts';
import { allowedPath } from '../../library/browse-folders.ts';
import { detectOwnModel } from '../detect-own-model.ts';
import type { Shelf } from '../open-shelf.ts';
import { requireIdle, startJob, type InstallerOptions } from './file-jobs.ts';
import { importModel, planImport, type Import } from './import-model.ts';
import { variantOf } from './install-plan.ts';
import { readJson } from './json-file.ts';
import { listFolder, matchFolder, type FolderFile, type FolderMatch } from './match-folder.ts';
import { deleteModel, incomingDirectory, readRecord, replaceModel } from './model-folder.ts';

/**
 * Starts to copy a model from a folder: a copy of an installed one, the files of one of the list, or one of the person's own.
 * What was there of the model before stays until all is copied.
 * Rejects `not_found`, `unauthorized`, `invalid_input`, `conflict`, `model_incompatible`.
 */
export async function importFolder(
  options: InstallerOptions,
  asked: string,
): Promise<{ jobId: JobId; modelId: ModelId }> {
  const { shelf, jobs, uses } = options;
  const from = await allowedPath(asked, options.roots);
  const files = await listFolder(from);
  const record = await readRecord(from);
  const { manifest, variant } = await recognise(shelf, { from, files, record });
  const { id, title } = manifest;
  const known = shelf.find(id);
  if (known !== null) requireIdle(jobs, known);
  if (known?.installed?.state === 'installed' && (manifest.source.kind === 'hub' || uses.of(id).length > 0)) {
    const problem = manifest.source.kind === 'hub' ? 'is installed' : 'is in use';
    throw new AppError('conflict', `${title} ${problem}. Remove it first to import it anew.`);
  }
  const directory = incomingDirectory(shelf.root, id);
  const given: Omit<Import, 'context'> = { manifest, variant, from, files, record, directory };
  const plan = planImport(given);
  const jobId = startJob(options, {
    kind: 'install_model',
    model: { manifest },
    async run(context) {
      try {
        await importModel({ ...given, context }, plan);
        await replaceModel(modelDirectory(shelf.root, id), directory);
      } finally {
        await deleteModel(directory);
      }
      if (known?.installed != null) options.recycle(manifest);
    },
  });
  return { jobId, modelId: id };
}

interface Found {
  readonly from: string;
  readonly files: readonly FolderFile[];
  readonly record: InstallRecord | null;
}

async function recognise(shelf: Shelf, { from, files, record }: Found): Promise<FolderMatch> {
  const copied = record === null ? null : await readJson(join(from, manifestFile), ModelManifest);
  if (copied !== null && record !== null && copied.source.kind !== 'bundled') {
    const manifest = shelf.find(copied.id)?.manifest ?? copied;
    return { manifest, variant: variantOf(manifest, record.variant) };
  }
  const manifests = shelf.list().map(({ manifest }) => manifest);
  const match = matchFolder(manifests, { directory: from, files });
  if (match !== null) return match;
  const manifest = await detectOwnModel(from, files);
  return { manifest, variant: manifest.variants[0]! };
}
