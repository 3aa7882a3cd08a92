import { vi, expect } from 'vitest';
import { AppError, type ErrorCode } from '../../../../app/contract/errors.ts';
import type { ModelId } from '../../../../app/contract/ids.ts';
import { defaultSettings } from '../../../../app/contract/settings.ts';
import { ModelManifest } from '../../../../models/manifest.ts';
import type { Inference } from '../../../inference/client.ts';
import type { InferenceClient } from '../../../inference/contract.ts';
import type { InstalledModel } from '../../../inference/installed-models.ts';
import type { MediaClient } from '../../../media/contract.ts';
import { silentLogger as logger } from '../../../platform/testing/silent-logger.ts';
import { openDatabase, type WritableDb } from '../../../store/database.ts';
import { createSettingsStore } from '../../../store/settings.ts';
import { fillLibrary } from '../../../store/testing/fill-library.ts';
import { createShowPhotos } from '../../indexing/show-photos.ts';
import { createJobs } from '../../jobs/create-jobs.ts';
import { openSearchModels } from '../open-search-models.ts';
import type { Shelf } from '../open-shelf.ts';
import { openSearchSwitch } from '../search-switch.ts';
import { installedModel } from './search-model.ts';

export const dim = 4;
export const photos = 40;

export function model(id: string, state: InstalledModel['state'] = 'installed'): InstalledModel {
  const manifest = ModelManifest.parse({ ...installedModel.manifest, id });
  return {
    ...installedModel,
    manifest,
    modelKey: `${id}@1`,
    state,
    problem: state === 'installed' ? null : 'x.onnx is missing.',
  };
}

export const builtIn = model('test/built-in');
export const idOf = ({ manifest }: InstalledModel): ModelId => manifest.id;
const hashOf = (path: string): string => `hash-${/IMG_(\d+)/.exec(path)![1]}`;

export interface Machine {
  /** What reading a photo rejects with. */
  readPixels?: (path: string) => ErrorCode | null;
  /** Runs before a batch is embedded. */
  beforeEmbedding?: () => Promise<void> | void;
  embedText?: (modelId: string) => ErrorCode | null;
  nowMs?: () => number;
}

/** An engine's search models, with processes that are made up. */
export function openSwitching(
  db: WritableDb,
  installed: readonly InstalledModel[],
  { nowMs = () => 0, ...machine }: Machine = {},
) {
  let onShelf = installed;
  const embedded: string[] = [];
  const asked: string[] = [];
  const lane: Partial<InferenceClient> = {
    async embedImages({ modelId, count }) {
      await machine.beforeEmbedding?.();
      for (let at = 0; at < count; at += 1) embedded.push(modelId);
      return { dim, vectors: new Float32Array(count * dim).fill(0.5) };
    },
    async embedTexts({ modelId, texts }) {
      const code = machine.embedText?.(modelId) ?? null;
      if (code !== null) throw new AppError(code, 'text_encoder.onnx is damaged.');
      asked.push(modelId);
      return { dim, vectors: new Float32Array(texts.length * dim).fill(0.5) };
    },
    warm: async () => ({}),
  };
  const inference = { lane: () => lane as InferenceClient } as unknown as Inference;
  const readPixels: MediaClient['readPixels'] = async ({ path }) => {
    const code = machine.readPixels?.(path) ?? null;
    if (code !== null) throw new AppError(code, `${path}: ${code}`);
    return { contentHash: hashOf(path), width: 2, height: 2, pixels: new Uint8Array(12) };
  };
  const listeners = new Set<() => void>();
  const shelf: Shelf = {
    bundled: builtIn,
    root: '/models',
    list: () => onShelf.map((each) => ({ manifest: each.manifest, installed: each, begun: null })),
    find: (id) => shelf.list().find(({ manifest }) => manifest.id === id) ?? null,
    refresh: async () => listeners.forEach((listener) => listener()),
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
  const settings = createSettingsStore(db);
  const jobs = createJobs({ block: () => null, logger });
  const search = openSearchModels({ db, shelf, inference, chosen: settings.get().models.search });
  const show = createShowPhotos({
    db,
    media: { readPixels } as MediaClient,
    index: () => lane as InferenceClient,
    limits: () => defaultSettings.limits,
    readers: () => 2,
    onVectors: search.add,
    onChange: () => undefined,
  });
  const switching = openSearchSwitch({ db, shelf, settings, search, jobs, show, logger, nowMs });
  const idle = () => vi.waitFor(() => expect(jobs.active()).toEqual([]));
  return {
    db,
    embedded,
    asked,
    settings,
    jobs,
    search,
    switching,
    idle,
    /** Installs and removes models. */
    async shelve(models: readonly InstalledModel[]) {
      onShelf = models;
      await shelf.refresh();
    },
    async [Symbol.asyncDispose]() {
      await switching[Symbol.asyncDispose]();
      await jobs[Symbol.asyncDispose]();
      await search[Symbol.asyncDispose]();
    },
  };
}

/** A library that the built-in model has seen. */
export function filledLibrary(): WritableDb {
  const db = openDatabase(':memory:');
  fillLibrary(db, { photos, modelKey: builtIn.modelKey, vectorOf: () => Float32Array.of(1, 0, 0, 0) });
  return db;
}
