import { AddFinishedLine, AddProgressLine } from '../../app/contract/cli-output.ts';
import { AppError } from '../../app/contract/errors.ts';
import type { FolderId } from '../../app/contract/ids.ts';
import { isOver, type Job } from '../../app/contract/jobs.ts';
import { sumCounts, type Counts } from '../../app/contract/library.ts';
import { progressLine } from './progress-line.ts';
import type { Session } from './session.ts';

/** `add FOLDER...`: adds folders and waits until they are indexed. */
export async function add(paths: readonly string[], session: Session): Promise<void> {
  const { engine, output } = session;
  if (paths.includes('')) throw new AppError('invalid_input', 'A folder has an empty name. Name each folder.');
  const started = performance.now();
  const { folderIds } = await engine.library.add({ paths: [...paths] });
  const failed = await untilIndexed(folderIds, session);
  const seconds = (performance.now() - started) / 1000;
  const counts = await countsOf(folderIds, session);
  output.status('');
  const { photos, indexed, skipped, ignored } = counts;
  output.object(AddFinishedLine, {
    type: 'finished',
    photos,
    indexed,
    failed: counts.failed,
    skipped,
    ignored,
    seconds,
    photosPerSecond: seconds > 0 ? indexed / seconds : 0,
  });
  const rate = `${seconds.toFixed(1)} s, ${(indexed / seconds).toFixed(0)} photos/s`;
  output.text(`${photos} photos: ${indexed} indexed, ${counts.failed} failed, ${skipped} left out (${rate})`);
  if (counts.failed > 0) output.text('See why with: afterimage failures');
  describeIgnored(counts, session);
  if (failed !== null) throw failed;
}

/** Waits for the jobs of these folders; the failure of one, or null. */
async function untilIndexed(folderIds: readonly FolderId[], { engine, output, signal }: Session) {
  const jobs = new Map<string, Job>();
  for await (const event of engine.jobs.watch({}, { signal })) {
    const changed = event.type === 'snapshot' ? event.jobs : [event.job];
    for (const job of changed) {
      if (job.folderId === null || !folderIds.includes(job.folderId)) continue;
      jobs.set(job.jobId, job);
      output.status(progressLine(job));
      output.object(AddProgressLine, { type: 'progress', folder: job.title, progress: job.progress });
    }
    if (jobs.size > 0 && [...jobs.values()].every(isOver)) break;
  }
  const failure = [...jobs.values()].find(({ failure }) => failure !== null)?.failure ?? null;
  return failure === null ? null : new AppError(failure.code as AppError['code'], failure.message);
}

async function countsOf(folderIds: readonly FolderId[], { engine }: Session): Promise<Counts> {
  const { folders } = await engine.library.folders({});
  return sumCounts(folders.filter(({ folderId }) => folderIds.includes(folderId)).map(({ counts }) => counts));
}

function describeIgnored({ videos, liveMovies, raw }: Counts, { output }: Session): void {
  const kinds = [
    videos > 0 ? `${videos} videos` : '',
    liveMovies > 0 ? `${liveMovies} Live Photo movies` : '',
    raw > 0 ? `${raw} RAW files` : '',
  ].filter((kind) => kind !== '');
  if (kinds.length > 0) output.text(`Not searched yet: ${kinds.join(', ')}.`);
}
