import { expect, it } from 'vitest';
import { ModelManifest } from '../models/manifest.ts';
import { sampleModel } from '../main/engine/models/testing/sample-model.ts';
import { openHub } from '../main/network/hub/open-hub.ts';
import { sha256Of } from '../main/network/testing/test-repository.ts';
import { serveReplicas } from '../main/testing/serve-replicas.ts';
import { pinManifest } from './pin-manifest.ts';

const { signal } = new AbortController();
const sample = sampleModel();

it('pins commit, sizes and hashes, and keeps the rest', async () => {
  await using served = await serveReplicas([sample]);
  using hub = openHub({ address: served.hub.address, proxy: {} });
  const [stored] = served.manifests;
  const pinned = ModelManifest.parse((await pinManifest(stored, hub, signal))!.manifest);
  expect(pinned.source).toMatchObject({ kind: 'hub', commit: expect.stringMatching(/^[0-9a-f]{40}$/) });
  for (const { path, bytes, sha256, optional } of [...pinned.commonFiles, ...pinned.variants[0]!.files]) {
    const content = sample.files.get(path);
    if (content === undefined) expect([path, optional, bytes]).toEqual([path, true, null]);
    else expect([path, bytes, sha256]).toEqual([path, content.length, sha256Of(content)]);
  }
  expect({ ...pinned, source: 0, commonFiles: 0, variants: 0 }).toEqual({
    ...stored,
    source: 0,
    commonFiles: 0,
    variants: 0,
  });
});

it('names a file that the repository has no longer, and leaves alone what is on no hub', async () => {
  await using served = await serveReplicas([sample]);
  using hub = openHub({ address: served.hub.address, proxy: {} });
  const gone = { ...served.manifests[0]!, commonFiles: [{ path: 'gone.json' }] };
  await expect(pinManifest(gone, hub, signal)).rejects.toThrow('has no gone.json');
  expect(await pinManifest(sample.manifest, hub, signal)).toBe(null);
});
