import { readdir } from 'node:fs/promises';
import { AppError } from '../../../app/contract/errors.ts';
import type { JobId } from '../../../app/contract/ids.ts';
import type { WritableDb } from '../../store/database.ts';
import { folderOfPhoto, setFolderState, type FolderRow } from '../../store/folders.ts';
import { embedStep, pendingPhotoIds } from '../../store/work.ts';
import type { JobContext, Jobs } from '../jobs/create-jobs.ts';
import { titleOf } from '../library/create-library.ts';
import { scanFolder } from '../library/scan-folder.ts';
import type { ActiveSearchModel } from '../models/search-model.ts';
import type { Indexer } from './index-photos.ts';

export interface IndexJobsOptions {
  readonly db: WritableDb;
  readonly jobs: Jobs;
  readonly indexer: Indexer;
  readonly search: ActiveSearchModel;
  onGone(photoIds: readonly number[]): void;
  onChange(): void;
}

export interface IndexJobs {
  /** Brings a folder up to date: finds its photos, then indexes those that wait. All that wait where it is null. */
  start(folder: FolderRow | null): JobId;
}

/** Indexing as jobs. A folder that waits its turn already is not queued twice. */
export function createIndexJobs(options: IndexJobsOptions): IndexJobs {
  const { db, jobs } = options;

  async function scan(folder: FolderRow, context: JobContext): Promise<void> {
    let found = 0;
    const outcome = await scanFolder(db, folder, {
      signal: context.signal,
      gate: context.gate,
      nowMs: Date.now(),
      onProgress(files) {
        context.advance(files - found);
        found = files;
      },
    });
    options.onGone(outcome.gone);
    options.onChange();
    if (outcome.state !== 'online') throw folderGone(folder, outcome.state);
  }

  async function index(folder: FolderRow | null, context: JobContext): Promise<void> {
    const model = options.search();
    const photoIds = pendingPhotoIds(db, embedStep(model.key), folder?.folderId ?? null);
    context.phase({ phase: 'indexing', unit: 'photos', total: photoIds.length });
    let gone: FolderRow | null = null;
    try {
      await options.indexer.run({
        model,
        photoIds,
        signal: context.signal,
        gate: context.gate,
        onOutcome: (outcome) => context.advance(1, outcome === 'gone' ? undefined : outcome),
        async checkVolume(photoId) {
          const of = folderOfPhoto(db, photoId);
          const state = of === null ? 'online' : await stateOf(of);
          if (of === null || state === 'online') return;
          gone = of;
          setFolderState(db, of.folderId, state);
          throw folderGone(of, state);
        },
      });
    } catch (error) {
      if (gone === null || folder !== null) throw error;
      // The photos of other folders wait, too.
      return index(null, context);
    } finally {
      options.onChange();
    }
  }

  return {
    start(folder) {
      const folderId = folder?.folderId ?? null;
      const waiting = jobs
        .active()
        .find(
          (job) =>
            job.kind === 'index' &&
            job.state === 'queued' &&
            job.folderId === (folderId === null ? null : String(folderId)),
        );
      if (waiting !== undefined) return waiting.jobId;
      return jobs.add({
        kind: 'index',
        title: folder === null ? 'Photos that wait' : titleOf(folder),
        folderId,
        phase: { phase: 'scanning', unit: 'files' },
        async run(context) {
          if (folder !== null) await scan(folder, context);
          await index(folder, context);
        },
      });
    },
  };
}

/** An unplugged volume may leave an empty folder behind. */
async function stateOf({ kind, path }: FolderRow): Promise<FolderRow['state']> {
  if (kind === 'file') return 'online';
  const entries = await readdir(path).catch((error: NodeJS.ErrnoException) => error.code ?? 'EIO');
  if (entries === 'EACCES') return 'unreadable';
  return entries.length === 0 || typeof entries === 'string' ? 'gone' : 'online';
}

function folderGone({ path }: FolderRow, state: FolderRow['state']): AppError {
  return state === 'gone'
    ? new AppError('volume_gone', `${path} is not there, or is empty. Its photos stay in the library for its return.`)
    : new AppError('permission_denied', `${path} may not be read by this user. Allow it, then scan again.`);
}
