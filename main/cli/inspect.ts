/** @file The commands that only look: failures, stats, doctor. */
import { CheckLine, FailureLine, StatsLine } from '../../app/contract/cli-output.ts';
import type { ModelId } from '../../app/contract/ids.ts';
import type { SearchModelState } from '../../app/contract/models.ts';
import { countOf } from './count-of.ts';
import type { Session } from './session.ts';
import { titleAmong } from './title-among.ts';

const pageSize = 500;

/** `failures`: every photo that could not be indexed or was left out, with the reason. */
export async function failures({ engine, output }: Session): Promise<void> {
  for (let offset = 0, total = 1; offset < total; offset += pageSize) {
    const page = await engine.jobs.failures({ offset, limit: pageSize });
    total = page.total;
    if (total === 0) output.text('Every photo was read.');
    for (const failure of page.failures) {
      output.object(FailureLine, { type: 'failure', ...failure });
      output.text(`${failure.state}  ${failure.code}  ${failure.path}  ${failure.message}`);
    }
  }
}

/** `stats`: what the library holds and where it is. */
export async function stats({ engine, output }: Session): Promise<void> {
  const { folders, counts } = await engine.library.folders({});
  const storage = await engine.settings.storage({});
  const { search, models } = await engine.models.list({});
  const titleOf = (modelId: ModelId): string => titleAmong(models, modelId);
  output.object(StatsLine, {
    type: 'stats',
    library: storage.path,
    counts,
    folders: folders.map(({ path, state, counts: { photos } }) => ({ path, state, photos })),
    databaseBytes: storage.databaseBytes,
    thumbnailBytes: storage.thumbnailBytes,
    vectorBytes: storage.vectorBytes,
    search,
  });
  const { photos, indexed, pending, failed, skipped } = counts;
  output.text(
    `${countOf(photos, 'photo')}: ${indexed} indexed, ${pending} waiting, ${failed} failed, ${skipped} left out`,
  );
  for (const folder of folders)
    output.text(`  ${folder.path}  ${countOf(folder.counts.photos, 'photo')}, ${folder.state}`);
  output.text(`${titleOf(search.active)} searches them.${describeNext(search, titleOf)}`);
  if (search.problem !== null) output.text(search.problem);
  const megabytes = (storage.databaseBytes + storage.thumbnailBytes) / 1e6;
  output.text(`The library is ${storage.path} (${megabytes.toFixed(1)} MB).`);
}

function describeNext({ next }: SearchModelState, titleOf: (modelId: ModelId) => string): string {
  return next === null ? '' : ` ${titleOf(next.modelId)} is to take its place once it has seen them.`;
}

/** `doctor`: checks of everything that Afterimage needs. True where all is well. */
export async function doctor({ engine, output }: Session): Promise<boolean> {
  const { checks } = await engine.system.doctor({});
  for (const check of checks) {
    output.object(CheckLine, { type: 'check', ...check });
    output.text(`${check.ok ? '✓' : '✗'} ${check.name}: ${check.detail}`);
    if (check.fix !== null) output.text(`    ${check.fix}`);
  }
  return checks.every(({ ok }) => ok);
}
