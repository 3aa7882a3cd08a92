import { ModelManifest } from '../../../../models/manifest.ts';
import type { InstalledModel } from '../../../inference/installed-models.ts';
import { openExactVectorIndex } from '../../../store/exact-vector-index.ts';
import type { SearchModel } from '../search-model.ts';

const manifest = ModelManifest.parse({
  id: 'test/model',
  revision: '1',
  title: 'Test model',
  tasks: ['search'],
  source: { kind: 'bundled' },
  commonFiles: [],
  variants: [
    { name: 'default', devices: ['cpu'], dtypes: {}, files: [{ path: 'x' }], approxBytes: 1, approxMemoryMB: 1 },
  ],
  card: 'card.md',
  languages: ['en'],
  goodAt: [],
  limits: ['It is made up.'],
  licence: { spdx: 'MIT', notice: null, file: null },
  family: 'starter',
  imageSize: 2,
  embeddingDim: 4,
});

/** A model that is said to be installed, and has no files. */
export const installedModel: InstalledModel = {
  manifest,
  directory: '/models/test',
  variant: 'default',
  files: [],
  modelKey: 'test/model@1',
  state: 'installed',
  problem: null,
  config: null,
};

/** A search model that knows nothing but what a test gives it. */
export const searchModel = (given: Partial<SearchModel> = {}): SearchModel => ({
  model: installedModel,
  key: given.vectors?.modelKey ?? installedModel.modelKey,
  dim: given.vectors?.dim ?? 4,
  pixels: { size: 2, resize: 'squash', interpolation: 'lanczos3' },
  calibration: { a: 1, b: 0 },
  vectors: openExactVectorIndex({ modelKey: installedModel.modelKey, dim: 4 }),
  ready: Promise.resolve(),
  embedText: () => Promise.reject(new Error('This test embeds no text.')),
  embedTexts: () => Promise.reject(new Error('This test embeds no texts.')),
  warm: () => Promise.resolve(),
  ...given,
});
