import { AddFinishedLine, AddProgressLine } from '../../app/contract/cli-output.ts';
import { AppError } from '../../app/contract/errors.ts';
import type { FolderId } from '../../app/contract/ids.ts';
import { isOver, type Job } from '../../app/contract/jobs.ts';
import { sumCounts, type Counts } from '../../app/contract/library.ts';
import { countOf } from './count-of.ts';
import { describeNesting, knownPath } from './known-folders.ts';
import { progressLine } from './progress-line.ts';
import type { Session } from './session.ts';

const mostPaths = 1000;
const longestPath = 4096;

/** `add FOLDER...`: adds folders and waits until they are indexed. */
export async function add(paths: readonly string[], session: Session): Promise<void> {
  const { engine } = session;
  checkPaths(paths);
  const started = performance.now();
  const { folders: before } = await engine.library.folders({});
  const { folderIds } = await engine.library.add({ paths: [...paths] });
  const failed = await untilIndexed(folderIds, session);
  const seconds = (performance.now() - started) / 1000;
  const { folders: after } = await engine.library.folders({});
  const added = after.filter(({ folderId }) => folderIds.includes(folderId));
  const counts = sumCounts(added.map((folder) => folder.counts));
  const notices = describeNesting(await Promise.all(paths.map(knownPath)), { before, after });
  report({ counts, seconds, notices }, session);
  if (failed !== null) throw failed;
}

function checkPaths(paths: readonly string[]): void {
  const wrong = (message: string): AppError => new AppError('invalid_input', message);
  if (paths.includes('')) throw wrong('A folder has an empty name. Name each folder.');
  if (paths.length > mostPaths) throw wrong(`${paths.length} folders are too many at once. Name ${mostPaths} at most.`);
  const longest = Math.max(...paths.map(({ length }) => length));
  if (longest > longestPath) throw wrong(`A path has ${longest} characters. Name a folder above it.`);
}

interface Added {
  readonly counts: Counts;
  readonly seconds: number;
  readonly notices: string[];
}

function report({ counts, seconds, notices }: Added, session: Session): void {
  const { output } = session;
  const { photos, indexed, failed, skipped, ignored, leftOutFolders } = counts;
  const photosPerSecond = seconds > 0 ? indexed / seconds : 0;
  const numbers = { photos, indexed, failed, skipped, ignored, leftOutFolders };
  output.status('');
  output.object(AddFinishedLine, { type: 'finished', ...numbers, notices, seconds, photosPerSecond });
  notices.forEach(output.text);
  const rate = `${seconds.toFixed(1)} s, ${photosPerSecond.toFixed(0)} photos/s`;
  const tally = `${indexed} indexed, ${failed} failed, ${skipped} left out`;
  output.text(`${countOf(photos, 'photo')}: ${tally} (${rate})`);
  if (failed > 0) output.text('See why with: afterimage failures');
  describeIgnored(counts, session);
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

function describeIgnored({ videos, liveMovies, raw, leftOutFolders }: Counts, { output }: Session): void {
  const kinds = [
    videos > 0 ? countOf(videos, 'video') : '',
    liveMovies > 0 ? countOf(liveMovies, 'Live Photo movie') : '',
    raw > 0 ? countOf(raw, 'RAW file') : '',
  ].filter((kind) => kind !== '');
  if (kinds.length > 0) output.text(`Not searched yet: ${kinds.join(', ')}.`);
  if (leftOutFolders > 0)
    output.text(
      `Not looked into: ${countOf(leftOutFolders, 'folder')} (hidden, a cache, the trash or another program’s).`,
    );
}
