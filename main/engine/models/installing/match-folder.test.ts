import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { ModelManifest } from '../../../../models/manifest.ts';
import { sampleModel } from '../testing/sample-model.ts';
import { matchFolder } from './match-folder.ts';

const sample = sampleModel();
const files = [...sample.files].map(([path, { length }]) => ({ path, bytes: length }));
const onHub = (repository: string, manifest = sample.manifest): ModelManifest => ({
  ...manifest,
  source: { kind: 'hub', repository, commit: null },
});
const pinned = (manifest: ModelManifest, more = 0): ModelManifest => ({
  ...manifest,
  variants: manifest.variants.map((variant) => ({
    ...variant,
    files: variant.files.map((file) => ({ ...file, bytes: sample.files.get(file.path)!.length + more })),
  })),
});
const match = (manifests: readonly ModelManifest[], ...folders: string[]) =>
  matchFolder(manifests, { directory: join('/media', ...folders), files })?.manifest.source;

it('knows a model by the repository in the path where sizes are not pinned', () => {
  const [one, other] = [onHub('Owner/One'), onHub('Owner/Other')];
  expect(match([one, other], 'stick', 'other')).toEqual(other.source);
  expect(match([one, other], 'models--Owner--One', 'snapshots', 'a'.repeat(40))).toEqual(one.source);
  expect(match([one, other], 'stick', 'towers')).toBe(undefined);
});

it('knows it by the sizes of its weights, whatever the folder is called', () => {
  const [right, wrong] = [pinned(onHub('owner/right')), pinned(onHub('owner/wrong'), 1)];
  expect(match([wrong, right], 'stick', 'towers')).toEqual(right.source);
  expect(match([wrong], 'stick', 'wrong')).toBe(undefined);
});

it('asks for a name where several models have these files and sizes', () => {
  const twins = [pinned(onHub('a/twin')), pinned(onHub('b/twin'))];
  expect(() => match(twins, 'stick', 'twin')).toThrow(/may be one of a\/twin, b\/twin/);
});
