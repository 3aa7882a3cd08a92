import { AppError } from '../../../../app/contract/errors.ts';
import type { JobId, ModelId } from '../../../../app/contract/ids.ts';
import type { Job } from '../../../../app/contract/jobs.ts';
import type { ModelManifest } from '../../../../models/manifest.ts';
import type { JobContext, Jobs } from '../../jobs/create-jobs.ts';
import type { ModelUses } from '../model-uses.ts';
import type { Shelf, ShelfModel } from '../open-shelf.ts';
import type { NetworkOptions } from './connect-hub.ts';

export interface InstallerOptions {
  readonly shelf: Shelf;
  readonly jobs: Jobs;
  readonly uses: ModelUses;
  readonly network: NetworkOptions;
  /** The address of the hub in the settings. */
  hubAddress(): string;
  /** The variant that suits this machine. */
  suitableVariant(model: ShelfModel): string;
  /** Folders that may be read; null where any may. */
  readonly roots: readonly string[] | null;
  /** A model's files have changed or gone: processes that hold it are to start anew. */
  recycle(manifest: ModelManifest): void;
}

/** Rejects `not_found`. */
export function modelOf(shelf: Shelf, modelId: ModelId): ShelfModel {
  const found = shelf.find(modelId);
  if (found === null) throw new AppError('not_found', `There is no model ${modelId}.`);
  return found;
}

/** The job that works on a model's files now. */
export const fileJobOf = (jobs: Jobs, modelId: ModelId): Job | null =>
  jobs.active().find((job) => job.modelId === modelId && job.kind !== 'switch_search') ?? null;

const workOf: Partial<Record<Job['kind'], string>> = {
  install_model: 'being installed',
  verify_model: 'being verified',
  probe_model: 'being measured',
};

/** @throws `conflict` while something works on the model's files. */
export function requireIdle(jobs: Jobs, { manifest }: ShelfModel): void {
  const job = fileJobOf(jobs, manifest.id);
  if (job === null) return;
  throw new AppError(
    'conflict',
    `${manifest.title} is ${workOf[job.kind] ?? 'at work'}. Wait for it, or cancel that first.`,
  );
}

export interface FileJob {
  readonly kind: 'install_model' | 'verify_model';
  readonly model: Pick<ShelfModel, 'manifest'>;
  run(context: JobContext): Promise<void>;
}

/** A job on a model's files. */
export function startJob({ jobs, shelf }: InstallerOptions, { kind, model, run }: FileJob): JobId {
  const { id, title } = model.manifest;
  return jobs.add({
    kind,
    title,
    lane: 'models',
    modelId: id,
    phase: { phase: kind === 'install_model' ? 'downloading' : 'verifying', unit: 'bytes' },
    async run(context) {
      try {
        await run(context);
      } finally {
        await shelf.refresh();
      }
    },
  });
}
