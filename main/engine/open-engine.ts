/** @file The engine: the library, the processes that read and understand photos, and every answer of the contract. */
import { availableParallelism } from 'node:os';
import type { z } from 'zod';
import { toAppError } from '../../app/contract/errors.ts';
import type { EngineHandlers } from '../../app/contract/index.ts';
import type { Job } from '../../app/contract/jobs.ts';
import type { LocalEngineHandlers } from '../../app/contract/local.ts';
import type { Settings } from '../../app/contract/settings.ts';
import type { Hello } from '../../app/contract/system.ts';
import { searchFactsOf } from '../../models/manifest.ts';
import { promptedText } from '../../models/starter/prompted-text.ts';
import { openInference, type Inference } from '../inference/client.ts';
import type { InstalledModel } from '../inference/installed-models.ts';
import { openMedia, type Media } from '../media/client.ts';
import type { Logger } from '../platform/logger.ts';
import type { Spawner } from '../platform/process.ts';
import { openExactVectorIndex } from '../store/exact-vector-index.ts';
import { listFolders } from '../store/folders.ts';
import { countPresent } from '../store/search-photos.ts';
import { photoFile } from '../store/photos.ts';
import { mediaVersion } from '../store/scanned-files.ts';
import type { SettingsStore } from '../store/settings.ts';
import type { VectorIndex } from '../store/vector-index.ts';
import { embedStep, pendingPhotoIds, requeueOlderVersions, requeueTooLarge } from '../store/work.ts';
import { createAssistant } from './assistant/create-assistant.ts';
import { createSubjects } from './assistant/subjects.ts';
import { createChangeFeed } from './change-feed.ts';
import { convertStoreErrors } from './convert-store-errors.ts';
import { createIndexJobs } from './indexing/index-jobs.ts';
import { createIndexer } from './indexing/index-photos.ts';
import { createRecentCount } from './recent-count.ts';
import { createJobs } from './jobs/create-jobs.ts';
import { createJobHandlers } from './jobs/job-handlers.ts';
import { createLibrary } from './library/create-library.ts';
import { watchFolders } from './library/watch-folders.ts';
import { loadVectors } from './load-vectors.ts';
import { createLocal } from './create-local.ts';
import { createMediaFiles } from './media-files/create-media-files.ts';
import { createEvaluation } from './models/create-evaluation.ts';
import { createModels } from './models/create-models.ts';
import { openShelf, type Shelf } from './models/open-shelf.ts';
import { openLibrary, type OpenLibrary } from './open-library.ts';
import { createSearch } from './search/create-search.ts';
import { createSettings } from './settings/create-settings.ts';
import { createSystem } from './system/create-system.ts';

export interface EngineOptions {
  readonly libraryDirectory: string;
  readonly starterDirectory: string;
  readonly spawn: Spawner;
  readonly logger: Logger;
  readonly hello: z.output<typeof Hello>;
  /** Folders that may be added and browsed; null where any may. */
  readonly roots: readonly string[] | null;
  onBattery(): boolean;
  /** Keep the library in step by itself: scan at the start and watch folders. A single command does not. */
  readonly keepInStep: boolean;
}

export interface OpenEngine extends AsyncDisposable {
  readonly handlers: EngineHandlers;
  readonly local: LocalEngineHandlers;
  readonly logger: Logger;
}

const changeIntervalMs = 250;

/** Opens a library and everything that works on it. Rejects the codes of `openLibrary`, and `model_corrupt`. */
export async function openEngine(options: EngineOptions): Promise<OpenEngine> {
  await using stack = new AsyncDisposableStack();
  const library = stack.use(await openLibrary(options.libraryDirectory, options.hello.host));
  const shelf = await openShelf({ bundledDirectory: options.starterDirectory, root: library.files.models });
  const processes = openProcesses(options, shelf, stack);
  const parts = assemble(options, { library, shelf, model: shelf.bundled, ...processes, stack });
  const owned = stack.move();
  return { ...parts, logger: options.logger, [Symbol.asyncDispose]: () => owned.disposeAsync() };
}

interface Processes {
  readonly media: Media;
  readonly inference: Inference;
}

function openProcesses({ spawn, logger }: EngineOptions, shelf: Shelf, stack: AsyncDisposableStack): Processes {
  const cores = availableParallelism();
  const media = stack.use(openMedia({ spawn, logger, processes: cores }));
  const threads = { interactive: 1, index: Math.max(1, Math.ceil(cores / 2)), generate: cores };
  const inference = stack.use(
    openInference({ spawn, logger, modelDirectories: [shelf.bundled.directory], modelsRoot: shelf.root, threads }),
  );
  return { media, inference };
}

interface Opened extends Processes {
  readonly library: OpenLibrary;
  readonly shelf: Shelf;
  readonly model: InstalledModel;
  readonly stack: AsyncDisposableStack;
}

function assemble(options: EngineOptions, opened: Opened): Pick<OpenEngine, 'handlers' | 'local'> {
  const { library, shelf, model, media, inference, stack } = opened;
  const { db, files, settings } = library;
  const step = embedStep(model.modelKey);
  const { dim, pixels } = searchFactsOf(model.manifest)!;
  const vectors = openExactVectorIndex({ modelKey: model.modelKey, dim });
  const changes = createChangeFeed({ intervalMs: changeIntervalMs });
  const jobs = stack.use(createJobs({ block: () => reasonToWait(settings, options), logger: options.logger }));
  const modelFacts = { id: model.manifest.id, key: model.modelKey, pixels };
  const limits = () => settings.get().limits;
  const forget = (photoIds: readonly number[]): void => photoIds.forEach((photoId) => vectors.delete(photoId));
  const embedText = async (text: string, signal: AbortSignal): Promise<Float32Array> => {
    const texts = [promptedText(text, model.config?.text.prompt ?? '{}')];
    return (await inference.lane('interactive').embedTexts({ modelId: modelFacts.id, texts }, { signal })).vectors;
  };

  const indexer = createIndexer({
    db,
    media: media.backfill,
    index: () => inference.lane('index'),
    model: modelFacts,
    thumbnailDirectory: files.thumbnails,
    limits,
    readers: () => readersOf(settings),
    onVectors(photos) {
      const present = photos.filter(({ photoId }) => photoFile(db, photoId) !== null);
      present.forEach(({ photoId, vector }) => vectors.set(photoId, vector));
    },
    onGone: (photoId) => vectors.delete(photoId),
    onChange: changes.notify,
  });
  const indexJobs = createIndexJobs({ db, jobs, indexer, embedStep: step, onGone: forget, onChange: changes.notify });
  const rescan = (): void => listFolders(db).forEach((folder) => indexJobs.start(folder));

  const watcher = stack.use(
    watchFolders((folderId) => {
      const folder = listFolders(db).find((each) => each.folderId === folderId);
      if (folder !== undefined) indexJobs.start(folder);
    }, options.logger),
  );
  const watch = (): void => {
    const on = options.keepInStep && settings.get().watchFolders;
    watcher.set(on ? listFolders(db) : []);
  };
  const applySettings = (): void => {
    const { pace } = settings.get().indexing;
    media.setConcurrency(pace === 'gentle' ? 1 : availableParallelism());
    jobs.recheck();
    watch();
  };

  const ready = startLoading(db, vectors, stack);
  const search = createSearch({
    db,
    vectors,
    ready,
    embedText,
    calibration: model.config?.calibration ?? null,
    modelInstalled: () => model.state === 'installed',
    minimumProbability: () => settings.get().minimumProbability,
    isIndexing: () => jobs.active().some(({ kind }) => kind === 'index'),
    photoCount: createRecentCount(() => countPresent(db)),
  });
  const generate = () => inference.lane('generate');
  const subjects = createSubjects({
    db,
    vectors,
    media: media.interactive,
    embedder: generate,
    model: modelFacts,
    limits,
  });
  const assistant = createAssistant({ db, subjects, tools: { model, generate, embedText } });
  const evaluation = createEvaluation({ db, vectors, ready, model, embedText });
  const mediaFile = createMediaFiles({ db, media: media.interactive, files });

  const handlers: EngineHandlers = {
    system: createSystem({ hello: options.hello, db, files, models: [model], media, inference }),
    library: createLibrary({
      db,
      modelKey: model.modelKey,
      roots: options.roots,
      jobs,
      changes,
      startIndexing: indexJobs.start,
      prioritise: indexer.prioritise,
      onRemoved: forget,
      onFoldersChanged: watch,
    }),
    search: search.handlers,
    assistant: assistant.handlers,
    jobs: createJobHandlers({ db, jobs, startIndexing: indexJobs.start }),
    models: createModels({ shelf, evaluation }),
    settings: createSettings({
      db,
      files,
      store: settings,
      roots: options.roots,
      vectors,
      jobs,
      onUpdate(before) {
        applySettings();
        if (isRaised(before.limits, settings.get().limits) && requeueTooLarge(db) > 0) indexJobs.start(null);
      },
      onReset() {
        watch();
        rescan();
        changes.notify();
      },
    }),
  };
  applySettings();
  requeueOlderVersions(db, 'media', mediaVersion);
  if (options.keepInStep) warmSearch(inference, model, options.logger);
  if (options.keepInStep) rescan();
  if (options.keepInStep && pendingPhotoIds(db, step, null).length > 0) indexJobs.start(null);
  const local = createLocal({ db, search, subjects, assistant, evaluation, mediaFile });
  return { handlers: convertStoreErrors(handlers), local: convertStoreErrors(local) };
}

/** So that the first search is as fast as the next. */
function warmSearch(inference: Inference, { manifest, state }: InstalledModel, logger: Logger): void {
  if (state !== 'installed') return;
  inference
    .lane('interactive')
    .warm({ modelId: manifest.id })
    .catch((error: unknown) => logger.warn('the search model is not warm', { code: toAppError(error).code }));
}

function reasonToWait(settings: SettingsStore, { onBattery }: EngineOptions): Job['waitingFor'] {
  const { indexing } = settings.get();
  if (indexing.paused) return 'indexing_paused';
  return !indexing.onBattery && onBattery() ? 'on_battery' : null;
}

/** Enough files in hand that no reading process ever waits for the engine. */
const readersOf = (settings: SettingsStore): number =>
  settings.get().indexing.pace === 'gentle' ? 1 : availableParallelism() * 2;

const isRaised = (before: Settings['limits'], now: Settings['limits']): boolean =>
  now.megapixels > before.megapixels || now.megabytes > before.megabytes;

/** Loads the vectors in the background; a search waits for them, nothing else does. */
function startLoading(db: OpenLibrary['db'], vectors: VectorIndex, stack: AsyncDisposableStack): Promise<void> {
  const controller = new AbortController();
  const loading = loadVectors(db, vectors, controller.signal);
  stack.defer(async () => {
    controller.abort();
    await loading.catch(() => undefined);
  });
  return loading;
}
