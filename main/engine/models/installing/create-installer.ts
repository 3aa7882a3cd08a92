import { AppError } from '../../../../app/contract/errors.ts';
import type { JobId, ModelId } from '../../../../app/contract/ids.ts';
import type { EngineHandlers } from '../../../../app/contract/index.ts';
import { modelDirectory } from '../../../inference/installed-models.ts';
import { usualShape } from '../../../network/download/download-file.ts';
import { directorySize } from '../../settings/directory-size.ts';
import { forgetManifest } from '../known-manifests.ts';
import { presentBytes } from '../model-presence.ts';
import type { ShelfModel } from '../open-shelf.ts';
import { addRepository } from './add-repository.ts';
import { fileJobOf, modelOf, requireIdle, startJob, type InstallerOptions } from './file-jobs.ts';
import { freeBytesAt, requireSpace } from './free-space.ts';
import { importFolder } from './import-folder.ts';
import { installModel } from './install-model.ts';
import { sizeOf, variantOf } from './install-plan.ts';
import { deleteModel, undoInstallation } from './model-folder.ts';
import { connectHub } from './connect-hub.ts';
import { readCard, readLicence } from './read-texts.ts';
import { verifyModel } from './verify-model.ts';

export type InstallerHandlers = Pick<
  EngineHandlers['models'],
  'install' | 'addRepository' | 'importFolder' | 'verify' | 'remove' | 'licence' | 'card'
>;

/** Brings models here, checks them and takes them away. */
export function createInstaller(options: InstallerOptions): InstallerHandlers {
  const { shelf } = options;
  const hub = () => connectHub(options.network, options.hubAddress());
  return {
    install: (input) => startInstallation(options, input),
    verify: ({ modelId }) => startVerification(options, modelId),
    remove: ({ modelId }) => removeModel(options, modelId),
    async addRepository({ repository }, { signal }) {
      using connected = hub();
      return { modelId: await addRepository(repository, { shelf, hub: connected, signal }) };
    },
    importFolder: ({ directory }) => importFolder(options, directory),
    async licence({ modelId }, { signal }) {
      using connected = hub();
      return readLicence(modelOf(shelf, modelId), { hub: connected, signal });
    },
    card: async ({ modelId }) => ({ markdown: await readCard(modelOf(shelf, modelId)) }),
  };
}

async function startInstallation(
  options: InstallerOptions,
  { modelId, variant: asked }: { modelId: ModelId; variant?: string | undefined },
): Promise<{ jobId: JobId }> {
  const { shelf, jobs, network } = options;
  const model = modelOf(shelf, modelId);
  const { manifest, installed, begun } = model;
  const running = fileJobOf(jobs, modelId);
  if (running?.kind === 'install_model') return { jobId: running.jobId };
  requireIdle(jobs, model);
  const variant = asked ?? begun?.variant ?? installed?.variant ?? options.suitableVariant(model);
  requireInstallable(options, model, variant);
  const directory = modelDirectory(shelf.root, modelId);
  await requireRoom(model, { variant, directory });
  const shape = network.shape ?? usualShape;
  const jobId = startJob(options, {
    kind: 'install_model',
    model,
    async run(context) {
      using hub = connectHub(network, options.hubAddress());
      try {
        await installModel({ manifest, variant, directory, hub, shape, context });
      } catch (error) {
        if (context.wasCancelled()) await undoInstallation(directory);
        throw error;
      }
      if (installed !== null) options.recycle(manifest);
    },
  });
  return { jobId };
}

/** @throws `conflict` for what cannot be downloaded or is whole already, `invalid_input` for an unknown variant. */
function requireInstallable({ uses }: InstallerOptions, { manifest, installed }: ShelfModel, variant: string): void {
  const { source, title, id } = manifest;
  if (source.kind === 'bundled') throw new AppError('conflict', `${title} ships inside Afterimage.`);
  if (source.kind === 'folder') {
    throw new AppError('conflict', `${title} comes from a folder of yours. Import it again from there.`);
  }
  if (installed?.variant !== variant) variantOf(manifest, variant);
  if (installed?.state !== 'installed') return;
  if (installed.variant === variant) {
    throw new AppError('conflict', `${title} is installed. Verify it where you doubt its files.`);
  }
  if (uses.of(id).length > 0) {
    throw new AppError('conflict', `${title} is in use. Choose another model first, then install ${variant}.`);
  }
}

async function requireRoom(
  { manifest, installed, begun }: ShelfModel,
  { variant, directory }: { variant: string; directory: string },
): Promise<void> {
  const goesOn = begun?.variant === variant ? begun : null;
  const total = goesOn === null ? manifest.variants.find(({ name }) => name === variant)?.approxBytes : sizeOf(goesOn);
  const repaired = installed?.variant === variant;
  const present =
    goesOn !== null ? await presentBytes(directory, goesOn) : repaired ? await directorySize(directory) : 0;
  requireSpace((total ?? 0) - present, await freeBytesAt(directory), manifest.title);
}

function startVerification(options: InstallerOptions, modelId: ModelId): { jobId: JobId } {
  const model = modelOf(options.shelf, modelId);
  const { installed, manifest } = model;
  if (installed === null) throw new AppError('model_missing', `${manifest.title} is not installed.`);
  const running = fileJobOf(options.jobs, modelId);
  if (running?.kind === 'verify_model') return { jobId: running.jobId };
  requireIdle(options.jobs, model);
  return {
    jobId: startJob(options, { kind: 'verify_model', model, run: (context) => verifyModel(installed, context) }),
  };
}

async function removeModel(options: InstallerOptions, modelId: ModelId): Promise<{ freedBytes: number }> {
  const { shelf, jobs, uses } = options;
  const model = modelOf(shelf, modelId);
  const { manifest, installed, begun } = model;
  if (manifest.source.kind === 'bundled') throw new AppError('conflict', `${manifest.title} ships inside Afterimage.`);
  requireIdle(jobs, model);
  const reason = uses.reasonToKeep(modelId);
  if (reason !== null) throw new AppError('conflict', `${manifest.title} stays: ${reason}`);
  const directory = modelDirectory(shelf.root, modelId);
  const freedBytes = await directorySize(directory);
  await deleteModel(directory);
  if (installed === null && begun === null) await forgetManifest(shelf.root, modelId);
  await shelf.refresh();
  if (installed !== null) options.recycle(manifest);
  return { freedBytes };
}
