import type { EngineHandlers } from '../../app/contract/index.ts';
import type { LocalEngineHandlers } from '../../app/contract/local.ts';
import type { Settings } from '../../app/contract/settings.ts';
import { isChat, searchFactsOf, type ModelManifest } from '../../models/manifest.ts';
import { lanes, type Lane } from '../inference/contract.ts';
import { countPresent } from '../store/search-photos.ts';
import { createChatChoice, type ChatChoice } from './assistant/choose-lookers.ts';
import { createAssistant } from './assistant/create-assistant.ts';
import { createSubjects } from './assistant/subjects.ts';
import { createChatServer } from './chat-server/create-chat-server.ts';
import { readServerKey } from './chat-server/server-key.ts';
import { createLocal } from './create-local.ts';
import { createRecentCount } from './recent-count.ts';
import type { EngineParts } from './engine-parts.ts';
import type { Indexing } from './indexing/open-indexing.ts';
import { createJobHandlers } from './jobs/job-handlers.ts';
import type { Upkeep } from './keep-in-step.ts';
import { createLibrary } from './library/create-library.ts';
import { createMediaFiles } from './media-files/create-media-files.ts';
import { createEvaluation, type Evaluation } from './models/create-evaluation.ts';
import { createModels } from './models/create-models.ts';
import { probeNewModels } from './devices/probe-new-models.ts';
import { createModelDevices, type ModelDevices } from './models/model-devices.ts';
import { createModelUses } from './models/model-uses.ts';
import type { SearchSwitch } from './models/search-switch.ts';
import { createSearch, type Search } from './search/create-search.ts';
import { createSettings } from './settings/create-settings.ts';
import { createSystem } from './system/create-system.ts';

interface Running {
  readonly indexing: Indexing;
  readonly switching: SearchSwitch;
  readonly upkeep: Upkeep;
}

/** Every answer of the engine's contracts. */
export function createHandlers(
  parts: EngineParts,
  running: Running,
): { handlers: EngineHandlers; local: LocalEngineHandlers } {
  const { options, library, shelf, media, inference, search: models, jobs } = parts;
  const { db, files } = library;
  const { indexing, switching } = running;
  const search = openSearch(parts);
  const chatChoice = createChatChoice({ shelf, settings: library.settings });
  const devices = createModelDevices({ shelf, jobs, devices: parts.devices, spawn: options.spawn });
  if (options.keepInStep) probeNewModels({ shelf, devices: parts.devices }, devices.probe);
  const { assistant, subjects } = openAssistant(parts, { chatChoice, devices });
  const evaluation = openEvaluation(parts, { running, devices });
  const handlers: EngineHandlers = {
    system: createSystem({
      hello: options.hello,
      db,
      files,
      models: () => shelf.list().flatMap(({ installed }) => installed ?? []),
      search: models.active,
      devices: parts.devices,
      media,
      inference,
    }),
    library: libraryHandlers(parts, running),
    search: search.handlers,
    assistant: assistant.handlers,
    chatServer: createChatServer({ secrets: options.secrets, settings: library.settings }),
    jobs: createJobHandlers({
      db,
      jobs,
      startIndexing: indexing.start,
      searchModels: switching.keys,
      cancelSwitch: switching.jobCancelled,
    }),
    models: createModels({
      shelf,
      jobs,
      evaluation,
      uses: createModelUses({ switching, chatChoice }),
      devices,
      network: options.network,
      hubAddress: () => library.settings.get().models.hubAddress,
      roots: options.roots,
      recycle: (manifest) => lanesOf(manifest).forEach((lane) => inference.restart(lane)),
    }),
    settings: settingsHandlers(parts, running),
  };
  const mediaFile = createMediaFiles({ db, media: media.interactive, files });
  return {
    handlers,
    local: createLocal({
      db,
      search,
      model: models.active,
      subjects,
      assistant,
      evaluation,
      bench: { shelf, inference, devices },
      mediaFile,
    }),
  };
}

/** Processes that may hold a model: a chat model only answers. */
const lanesOf = (manifest: ModelManifest): readonly Lane[] => (isChat(manifest) ? ['generate'] : lanes);

function openSearch({ library: { db, settings }, search, jobs }: EngineParts): Search {
  return createSearch({
    db,
    search: search.active,
    modelProblem: search.problem,
    minimumProbability: () => settings.get().minimumProbability,
    isIndexing: () => jobs.active().some(({ kind }) => kind === 'index'),
    photoCount: createRecentCount(() => countPresent(db)),
  });
}

function openAssistant(
  { options, library: { db, settings }, shelf, media, inference, search }: EngineParts,
  { chatChoice, devices }: { chatChoice: ChatChoice; devices: ModelDevices },
) {
  const generate = () => inference.lane('generate');
  const subjects = createSubjects({
    db,
    search: search.active,
    decoderPixels: searchFactsOf(shelf.bundled.manifest)!.pixels,
    media: media.interactive,
    embedder: generate,
    limits: () => settings.get().limits,
  });
  const assistant = createAssistant({
    db,
    subjects,
    chatChoice,
    tools: {
      model: shelf.bundled,
      generate,
      search: search.active,
      deviceOf: (modelId) => devices.choiceOf(modelId).device,
      serverKey: (address) => readServerKey(options.secrets, address),
    },
    sampling: () => pickSampling(settings.get()),
  });
  return { subjects, assistant };
}

const pickSampling = ({ models: { temperature, seed } }: Settings) => ({ temperature, seed });

function libraryHandlers(
  { library: { db }, options, search, jobs, changes }: EngineParts,
  { indexing, upkeep }: Running,
): EngineHandlers['library'] {
  return createLibrary({
    db,
    search: search.active,
    roots: options.roots,
    jobs,
    changes,
    startIndexing: indexing.start,
    prioritise: indexing.indexer.prioritise,
    onRemoved: search.forget,
    onFoldersChanged: upkeep.foldersChanged,
  });
}

function settingsHandlers(
  { library: { db, files, settings }, options, search, jobs, changes }: EngineParts,
  { indexing, switching, upkeep }: Running,
): EngineHandlers['settings'] {
  return createSettings({
    db,
    files,
    store: settings,
    roots: options.roots,
    search,
    jobs,
    onUpdate: upkeep.settingsChanged,
    onReset() {
      switching.forgetAll();
      upkeep.foldersChanged();
      indexing.rescan();
      changes.notify();
    },
  });
}

function openEvaluation(
  { library: { db }, inference, search }: EngineParts,
  { running: { indexing, switching }, devices }: { running: Running; devices: ModelDevices },
): Evaluation {
  return createEvaluation({
    db,
    modelOf: (modelId) => (modelId === undefined ? search.active() : search.describe(switching.usable(modelId))),
    show: indexing.show,
    async warmImages(modelId, signal) {
      await inference.lane('index').warm({ modelId }, { signal });
    },
    probedSpeed(modelId) {
      const { speed } = devices.choiceOf(modelId);
      return speed?.unit === 'photos' ? speed.perSecond : null;
    },
  });
}
