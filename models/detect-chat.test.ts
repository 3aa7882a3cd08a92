import { expect, it } from 'vitest';
import { catalogue } from './catalogue.ts';
import { detectChat } from './detect-chat.ts';
import { isChat, ModelManifest } from './manifest.ts';

const relative = catalogue.filter(isChat).find(({ family }) => family === 'smolvlm')!;
const identity = {
  id: ModelManifest.options[2].shape.id.parse('someone/another-smolvlm'),
  title: 'Another',
  source: { kind: 'hub', repository: 'someone/another-smolvlm', commit: 'a'.repeat(40) },
  licence: { spdx: 'Apache-2.0', notice: null, file: null },
} as const;
const [variant] = relative.variants;
const files = [...relative.commonFiles, ...variant!.files].map(({ path }) => ({ path, bytes: 1_000_000_000 }));

it('takes a repository for a relative of a model of the catalogue, with its own sizes', () => {
  const found = detectChat({ modelType: 'idefics3', files }, identity, catalogue);
  expect(ModelManifest.parse(found)).toMatchObject({ ...identity, family: 'smolvlm' });
  expect(found.variants.map(({ name }) => name)).toContain(variant!.name);
  expect(found.variants[0]!.approxMemoryMB).toBeGreaterThan(variant!.approxMemoryMB);
});

it('names a file that it would need', () => {
  const few = files.filter(({ path }) => path !== variant!.files[0]!.path && path.endsWith('.json'));
  expect(() => detectChat({ modelType: 'smolvlm', files: few }, identity, catalogue)).toThrow(
    /files of a smolvlm model/,
  );
});
