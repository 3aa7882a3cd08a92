import { AppError } from '../../../../app/contract/errors.ts';
import type { ModelId } from '../../../../app/contract/ids.ts';
import type { ModelManifest, NamedFile } from '../../../../models/manifest.ts';
import type { Hub } from '../../../network/hub/open-hub.ts';
import type { HubFile } from '../../../network/hub/read-tree.ts';
import { addManifest } from '../known-manifests.ts';
import type { Shelf } from '../open-shelf.ts';
import { detectRepository } from './detect-repository.ts';

/** Adds a repository of a known family to the list, pinned to its newest commit. Rejects the hub's errors, `model_incompatible`. */
export async function addRepository(
  text: string,
  { shelf, hub, signal }: { shelf: Shelf; hub: Hub; signal: AbortSignal },
): Promise<ModelId> {
  const repository = parseRepository(text);
  const known = shelf
    .list()
    .find(({ manifest: { source } }) => source.kind === 'hub' && source.repository === repository);
  if (known !== undefined) return known.manifest.id;
  const { commit, licence } = await hub.repository(repository, signal);
  const files = await hub.tree({ repository, commit }, signal);
  const catalogue = shelf.list().map(({ manifest }) => manifest);
  const described = await detectRepository({ repository, commit, licence, files }, { hub, catalogue, signal });
  const manifest = withSizes(described, files);
  if (shelf.find(manifest.id) !== null) {
    throw new AppError('conflict', `There is another model called ${manifest.id}. Remove that one first.`);
  }
  await addManifest(shelf.root, manifest);
  await shelf.refresh();
  return manifest.id;
}

/** `owner/name`, or the address of its page. @throws `invalid_input` */
export function parseRepository(text: string): string {
  const path = URL.parse(text)?.pathname.slice(1) ?? text;
  const found = /^([A-Za-z0-9._-]+\/[A-Za-z0-9._-]+)(?:\/(?:tree|blob)\/.*)?\/?$/.exec(path.trim());
  if (found !== null) return found[1]!;
  throw new AppError('invalid_input', `Expected a repository such as owner/name but received “${text}”.`);
}

/** What the tree knows of the files that a description names. */
function withSizes(manifest: ModelManifest, tree: readonly HubFile[]): ModelManifest {
  const sized = (file: NamedFile): NamedFile => {
    const found = tree.find(({ path }) => path === file.path);
    return found === undefined ? file : { ...file, bytes: found.bytes, sha256: found.check.sha256 };
  };
  return {
    ...manifest,
    commonFiles: manifest.commonFiles.map(sized),
    variants: manifest.variants.map((variant) => ({ ...variant, files: variant.files.map(sized) })),
  };
}
