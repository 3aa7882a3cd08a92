import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ModelManifest, NamedFile } from '../../models/manifest.ts';
import type { Replica } from '../../models/testing/replica.ts';
import { startTestHub, type TestHub, type TestHubOptions } from '../network/testing/test-hub.ts';
import { testRepository } from '../network/testing/test-repository.ts';
import { temporaryFolder } from './temporary-folder.ts';

export interface ServedReplicas extends AsyncDisposable {
  readonly hub: TestHub;
  /** A folder of their manifests, for `AFTERIMAGE_CATALOGUE`. */
  readonly catalogue: string;
  /** As a person finds them: on the hub, nothing installed. */
  readonly manifests: readonly ModelManifest[];
  /** What a program is started with so that it finds hub and manifests. */
  readonly environment: Readonly<Record<string, string>>;
}

/** A hub that has these models, and a catalogue that names them. */
export async function serveReplicas(
  replicas: readonly Replica[],
  options: Partial<TestHubOptions> = {},
): Promise<ServedReplicas> {
  await using stack = new AsyncDisposableStack();
  const folder = stack.use(await temporaryFolder());
  const manifests = replicas.map(onHub);
  const repositories = Object.fromEntries(
    replicas.map(({ files }, index) => [repositoryOf(manifests[index]!), testRepository(Object.fromEntries(files))]),
  );
  const hub = stack.use(await startTestHub({ repositories, ...options }));
  for (const manifest of manifests) {
    await writeFile(join(folder.path, `${manifest.id.replace('/', '--')}.json`), JSON.stringify(manifest));
  }
  const owned = stack.move();
  return {
    hub,
    catalogue: folder.path,
    manifests,
    environment: { AFTERIMAGE_HUB: hub.address, AFTERIMAGE_CATALOGUE: folder.path, NO_PROXY: '127.0.0.1' },
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  };
}

/** Sizes and hashes are the hub's to give. */
function onHub({ manifest }: Replica): ModelManifest {
  const open = ({ path, optional }: NamedFile): NamedFile => ({ path, optional, bytes: null, sha256: null });
  return {
    ...manifest,
    source: { kind: 'hub', repository: `tests/${manifest.id.replace('/', '--')}`, commit: null },
    commonFiles: manifest.commonFiles.map(open),
    variants: manifest.variants.map((variant) => ({ ...variant, files: variant.files.map(open) })),
  };
}

const repositoryOf = ({ source }: ModelManifest): string => (source.kind === 'hub' ? source.repository : '');
