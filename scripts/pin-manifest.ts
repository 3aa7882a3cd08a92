import { createHash } from 'node:crypto';
import { z } from 'zod';
import { ModelManifest, type NamedFile } from '../models/manifest.ts';
import type { Hub } from '../main/network/hub/open-hub.ts';
import type { HubFile } from '../main/network/hub/read-tree.ts';

/** A manifest as its JSON file has it; keys that are not pinned are kept as they are. */
const HubManifest = z.looseObject({
  source: z.looseObject({ kind: z.literal('hub'), repository: z.string(), commit: z.string().nullable() }),
});
const StoredFile = z.looseObject({ path: z.string(), optional: z.boolean().optional() });

export interface Pinned {
  readonly manifest: unknown;
  /** What the repository has no longer, or says otherwise than the manifest. */
  readonly remarks: readonly string[];
}

/**
 * A manifest pinned to its repository's newest commit, with the size and SHA-256 of each file. null for a model that is not
 * on a hub. Rejects the hub's errors, and where a file is not there.
 */
export async function pinManifest(stored: unknown, hub: Hub, signal: AbortSignal): Promise<Pinned | null> {
  const parsed = HubManifest.safeParse(stored);
  if (!parsed.success) return null;
  const { repository } = parsed.data.source;
  const { commit, licence } = await hub.repository(repository, signal);
  const tree = await hub.tree({ repository, commit }, signal);
  const pin = async (file: z.output<typeof StoredFile>): Promise<object> => {
    const found = tree.find(({ path }) => path === file.path);
    if (found === undefined && file.optional === true) return file;
    if (found === undefined) throw new Error(`${repository} at ${commit} has no ${file.path}.`);
    return { ...file, bytes: found.bytes, sha256: await sha256Of(found, { repository, commit, hub, signal }) };
  };
  const manifest = await withPins({ ...parsed.data, source: { ...parsed.data.source, commit } }, pin);
  const checked = ModelManifest.parse(manifest);
  const said = licence === null || licence.toLowerCase() === checked.licence.spdx.toLowerCase();
  return { manifest, remarks: said ? [] : [`its card says ${licence}, the manifest ${checked.licence.spdx}`] };
}

async function withPins(
  manifest: z.output<typeof HubManifest>,
  pin: (file: z.output<typeof StoredFile>) => Promise<object>,
): Promise<Record<string, unknown>> {
  const files = z.array(StoredFile);
  const variants = z.array(z.looseObject({ files })).parse(manifest['variants']);
  const commonFiles = await Promise.all(files.parse(manifest['commonFiles']).map(pin));
  const pinned = [];
  for (const variant of variants) {
    const own = [];
    for (const file of variant.files) own.push(await pin(file));
    pinned.push({ ...variant, files: own, approxBytes: bytesOf([...commonFiles, ...own]) });
  }
  return { ...manifest, commonFiles, variants: pinned };
}

const bytesOf = (files: readonly object[]): number =>
  files.reduce((sum, file) => sum + ((file as NamedFile).bytes ?? 0), 0);

/** Of a small file the hub's tree tells only git's blob id, so that it is fetched and hashed. */
async function sha256Of(
  file: HubFile,
  { hub, signal, ...snapshot }: { repository: string; commit: string; hub: Hub; signal: AbortSignal },
): Promise<string> {
  if (file.check.sha256 !== null) return file.check.sha256;
  const hash = createHash('sha256');
  const body = await hub.open({ ...snapshot, ...file }, null, signal);
  for await (const chunk of body.chunks()) hash.update(chunk);
  return hash.digest('hex');
}
