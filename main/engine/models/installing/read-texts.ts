import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '../../../../app/contract/errors.ts';
import { standardLicence } from '../../../../models/licences/standard-licence.ts';
import type { ModelManifest } from '../../../../models/manifest.ts';
import type { Hub } from '../../../network/hub/open-hub.ts';
import type { ShelfModel } from '../open-shelf.ts';
import { gigabytes } from './free-space.ts';
import { ownLicenceFile } from './install-plan.ts';

/** The licence as it lies among the files; of a model that is not here, its standard text, else the repository's. */
export async function readLicence(
  { manifest, installed }: ShelfModel,
  { hub, signal }: { hub: Hub; signal: AbortSignal },
): Promise<{ name: string; text: string; notice: string | null }> {
  const { spdx, notice, file } = manifest.licence;
  const kept = installed === null ? null : await readKept(installed.directory, file ?? ownLicenceFile);
  const text = kept ?? (await readUnkept(manifest, { hub, signal }));
  return { name: spdx, text, notice };
}

const readKept = (directory: string, file: string): Promise<string | null> =>
  readFile(join(directory, file), 'utf8').catch(() => null);

async function readUnkept(
  { licence, source, title }: ModelManifest,
  { hub, signal }: { hub: Hub; signal: AbortSignal },
): Promise<string> {
  const standard = standardLicence(licence.spdx);
  if (standard !== null) return standard;
  if (source.kind !== 'hub' || licence.file === null) {
    throw new AppError('not_found', `${title} has no licence text; its licence is called ${licence.spdx}.`);
  }
  const { repository } = source;
  const commit = source.commit ?? (await hub.repository(repository, signal)).commit;
  return hub.readText({ repository, commit, path: licence.file }, signal);
}

/** The model card as Markdown; of a model that is not here, what its manifest says. */
export async function readCard({ manifest, installed }: ShelfModel): Promise<string> {
  const kept = installed === null ? null : await readKept(installed.directory, manifest.card);
  return kept ?? describeManifest(manifest);
}

function describeManifest({ title, goodAt, limits, languages, licence, source, variants }: ModelManifest): string {
  const list = (items: readonly string[]): string => items.map((item) => `- ${item}`).join('\n');
  const sizes = variants.map(
    ({ name, approxBytes, approxMemoryMB, devices }) =>
      `${name}: about ${gigabytes(approxBytes)} to download, ${gigabytes(approxMemoryMB * 1e6)} of memory, for ${devices.join(', ')}`,
  );
  const from =
    source.kind === 'hub'
      ? `Repository: ${source.repository}${source.commit === null ? '' : ` at ${source.commit}`}`
      : '';
  return [
    `# ${title}`,
    ...(goodAt.length === 0 ? [] : ['## Good at', list(goodAt)]),
    '## Limits',
    list(limits),
    '## Files',
    list(sizes),
    ...(from === '' ? [] : [from]),
    `Languages: ${languages.join(', ')}`,
    `Licence: ${licence.spdx}${licence.notice === null ? '' : `. ${licence.notice}`}`,
  ].join('\n\n');
}
