/** @file The engine: the library, the processes that read and understand photos, and every answer of the contract. */
import { availableParallelism } from 'node:os';
import type { EngineHandlers } from '../../app/contract/index.ts';
import type { LocalEngineHandlers } from '../../app/contract/local.ts';
import { openInference } from '../inference/client.ts';
import { openMedia } from '../media/client.ts';
import type { Logger } from '../platform/logger.ts';
import { createChangeFeed } from './change-feed.ts';
import { convertStoreErrors } from './convert-store-errors.ts';
import { createHandlers } from './create-handlers.ts';
import { laneThreads } from './devices/lane-threads.ts';
import { budgetMB, sizeMB } from './devices/memory-budget.ts';
import { openDevices } from './devices/open-devices.ts';
import type { EngineOptions, EngineParts } from './engine-parts.ts';
import { openIndexing, type Indexing } from './indexing/open-indexing.ts';
import { reasonToWait } from './indexing/pace.ts';
import { createJobs } from './jobs/create-jobs.ts';
import { keepInStep } from './keep-in-step.ts';
import { openSearchModels } from './models/open-search-models.ts';
import { openSearchSwitch, type SearchSwitch } from './models/search-switch.ts';
import { openShelf, type Shelf } from './models/open-shelf.ts';
import { openLibrary, type OpenLibrary } from './open-library.ts';

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
  const { starterDirectory, moreManifests } = options;
  const shelf = await openShelf({ bundledDirectory: starterDirectory, root: library.files.models, moreManifests });
  const parts = openParts(options, { library, shelf, stack });
  const indexing = openIndexing(parts);
  parts.devices.onRequeued(() => indexing.start(null));
  const switching = stack.use(openSwitching(parts, indexing));
  const upkeep = stack.use(keepInStep(parts, { indexing, switching }));
  const { handlers, local } = createHandlers(parts, { indexing, switching, upkeep });
  upkeep.start();
  const owned = stack.move();
  return {
    handlers: convertStoreErrors(handlers),
    local: convertStoreErrors(local),
    logger: options.logger,
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  };
}

interface Opened {
  readonly library: OpenLibrary;
  readonly shelf: Shelf;
  readonly stack: AsyncDisposableStack;
}

function openParts(options: EngineOptions, { library, shelf, stack }: Opened): EngineParts {
  const { spawn, logger } = options;
  const cores = availableParallelism();
  const media = stack.use(openMedia({ spawn, logger, processes: cores }));
  const { devices, inference } = openDevices({
    db: library.db,
    driver: options.driver,
    shelf,
    logger,
    openInference: (devices) =>
      stack.use(
        openInference({
          spawn,
          logger,
          modelDirectories: [shelf.bundled.directory],
          modelsRoot: shelf.root,
          threads: (lane, modelId) => laneThreads(lane, devices.threadsFor(modelId), cores),
          memory: { budgetMB, sizeMB: (modelId) => sizeMB(shelf, modelId) },
        }),
      ),
  });
  const search = stack.use(
    openSearchModels({ db: library.db, shelf, inference, chosen: library.settings.get().models.search }),
  );
  const jobs = stack.use(createJobs({ block: () => reasonToWait(library.settings.get(), options), logger }));
  const changes = createChangeFeed({ intervalMs: changeIntervalMs });
  return { options, library, shelf, media, devices, inference, search, jobs, changes };
}

const openSwitching = (
  { library: { db, settings }, shelf, search, jobs, options: { logger } }: EngineParts,
  { show }: Indexing,
): SearchSwitch => openSearchSwitch({ db, shelf, settings, search, jobs, show, logger });
