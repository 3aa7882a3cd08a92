import { AppError } from '../../../app/contract/errors.ts';
import type { JobId, ModelId } from '../../../app/contract/ids.ts';
import type { SearchModelState } from '../../../app/contract/models.ts';
import { searchFactsOf } from '../../../models/manifest.ts';
import type { InstalledModel } from '../../inference/installed-models.ts';
import type { Logger } from '../../platform/logger.ts';
import type { WritableDb } from '../../store/database.ts';
import type { SettingsStore } from '../../store/settings.ts';
import { vectorKeys, vectorSet } from '../../store/vector-sets.ts';
import type { ShowPhotos } from '../indexing/show-photos.ts';
import type { Jobs } from '../jobs/create-jobs.ts';
import type { SearchModels } from './open-search-models.ts';
import type { Shelf } from './open-shelf.ts';
import { runSwitch } from './run-switch.ts';
import { openSearchMemory } from './search-memory.ts';
import type { SearchModel } from './search-model.ts';

export interface SearchSwitchOptions {
  readonly db: WritableDb;
  readonly shelf: Shelf;
  readonly settings: SettingsStore;
  readonly search: SearchModels;
  readonly jobs: Jobs;
  readonly show: ShowPhotos;
  readonly logger: Logger;
  readonly nowMs?: () => number;
}

/** Choosing the search model: the next one is prepared while the active one answers, and the way back stays open for a while. */
export interface SearchSwitch extends AsyncDisposable {
  state(): SearchModelState;
  /** A model that may search. Throws as `models.use`. */
  usable(modelId: string): InstalledModel;
  /** Throws as `models.use`. @returns the job that prepares it; null where it is the active one. */
  use(modelId: ModelId): JobId | null;
  /** Gives up what is on its way; its vectors go. */
  cancel(): void;
  /** The person cancelled a job, which may be the switch's. */
  jobCancelled(jobId: JobId): void;
  /** @returns the bytes of the vectors that went. */
  forgetPrevious(): Promise<number>;
  /** All vectors are gone from the store. */
  forgetAll(): void;
  /** Why a model may not be removed now; null where it may. The way back to it goes with it. */
  reasonToKeep(modelId: string): string | null;
  /** Keys of the models whose photos that failed concern the person. */
  keys(): string[];
  /** Takes up what an earlier run left, and lets go of what is kept no longer. */
  resume(): void;
}

const keptMs = 7 * 86_400_000;
const expiryCheckMs = 3_600_000;

export function openSearchSwitch(options: SearchSwitchOptions): SearchSwitch {
  const { db, shelf, settings, search, jobs, show } = options;
  const nowMs = options.nowMs ?? Date.now;
  const memory = openSearchMemory(options);
  let jobId: JobId | null = null;
  let previousBytes: { readonly modelKey: string; readonly bytes: number } | null = null;

  const activeId = (): ModelId => search.active().model.manifest.id;
  const job = () => jobs.active().find((each) => each.jobId === jobId);
  const newPhotos = (): boolean =>
    jobs
      .active()
      .some(
        ({ kind, state, waitingFor, progress }) =>
          kind === 'index' && state === 'running' && waitingFor === null && progress.phase === 'indexing',
      );

  function usable(modelId: string): InstalledModel {
    const model = shelf.find(modelId)?.installed ?? null;
    if (model === null) throw new AppError('model_missing', `${modelId} is not installed. Install it first.`);
    const { manifest, state, problem } = model;
    if (searchFactsOf(manifest) === null)
      throw new AppError('conflict', `${manifest.title} cannot search. Choose a search model.`);
    if (state === 'installed') return model;
    const code = state === 'corrupt' ? 'model_corrupt' : 'model_missing';
    throw new AppError(code, `${manifest.title} is not usable: ${problem} Install it again.`);
  }

  function start(model: InstalledModel): JobId {
    memory.keep(model.modelKey);
    memory.update({ next: { modelId: model.manifest.id } });
    jobId = jobs.add({
      kind: 'switch_search',
      title: model.manifest.title,
      lane: 'switch',
      modelId: model.manifest.id,
      phase: { phase: 'indexing', unit: 'photos' },
      waits: () => (newPhotos() ? 'new_photos' : null),
      run: (context) => runSwitch({ db, search, show, model, newPhotos, takeOver }, context),
    });
    return jobId;
  }

  /** In one transaction and one assignment: a kill leaves the old model or the new one, each with all its vectors. */
  function takeOver(prepared: SearchModel): void {
    const { model: old, key } = search.active();
    const { previous } = memory.get();
    const { id } = prepared.model.manifest;
    const kept = { modelId: old.manifest.id, modelKey: key, keptUntilMs: nowMs() + keptMs };
    db.transaction(() => {
      choose(id);
      memory.update({ next: null, previous: kept.modelId === id ? null : kept });
    })();
    search.activate(prepared);
    const wanted = new Set([prepared.key, memory.get().previous?.modelKey]);
    for (const left of [key, previous?.modelKey]) if (left !== undefined && !wanted.has(left)) void memory.drop(left);
  }

  const choose = (modelId: ModelId): void =>
    void settings.update({ models: { search: modelId === shelf.bundled.manifest.id ? null : modelId } });

  function giveUp(): void {
    const { next, previous } = memory.get();
    if (next === null) return;
    memory.update({ next: null });
    const installed = shelf.find(next.modelId)?.installed;
    const running = job();
    if (running !== undefined) jobs.cancel(running.jobId);
    jobId = null;
    if (installed === undefined || installed === null) return;
    if (installed.modelKey !== previous?.modelKey && installed.modelKey !== search.active().key)
      void memory.drop(installed.modelKey);
  }

  async function forgetPrevious(): Promise<number> {
    const { previous } = memory.get();
    if (previous === null) return 0;
    if (memory.get().next?.modelId === previous.modelId) giveUp();
    memory.update({ previous: null });
    return memory.drop(previous.modelKey);
  }

  /** Vectors of models that were removed, replaced by another revision, or are kept no longer. */
  function letGo(): void {
    const { previous } = memory.get();
    const gone = previous !== null && (shelf.find(previous.modelId)?.installed ?? null) === null;
    const goingBack = previous !== null && previous.modelId === memory.get().next?.modelId;
    if (previous !== null && !goingBack && (gone || previous.keptUntilMs <= nowMs())) void forgetPrevious();
    const awaited = [settings.get().models.search, memory.get().next?.modelId];
    const isAwaited = (key: string): boolean => awaited.some((id) => id && key.startsWith(`${id}@`));
    const wanted = new Set([
      search.active().key,
      memory.get().previous?.modelKey,
      ...shelf.list().flatMap(({ installed }) => installed?.modelKey ?? []),
    ]);
    for (const key of vectorKeys(db)) if (!wanted.has(key) && !isAwaited(key)) void memory.drop(key);
  }

  /** A chosen model that was missing is back, or has other files now. */
  function returnToChosen(): void {
    const model = shelf.find(settings.get().models.search ?? shelf.bundled.manifest.id)?.installed;
    if (model?.state !== 'installed' || model.modelKey === search.active().key || memory.get().next !== null) return;
    start(model);
  }

  /** Goes on with what is on its way; a model that is gone or damaged is waited for. */
  function resumeNext(): void {
    const { next } = memory.get();
    const model = next === null ? null : (shelf.find(next.modelId)?.installed ?? null);
    if (model?.state === 'installed' && job() === undefined) start(model);
  }

  function resume(): void {
    resumeNext();
    memory.resume();
    letGo();
  }

  const stopWatching = shelf.onChange(() => {
    resumeNext();
    returnToChosen();
    letGo();
  });
  const expiry = setInterval(letGo, expiryCheckMs).unref();

  return {
    usable,
    use(modelId) {
      const model = usable(modelId);
      const { next } = memory.get();
      if (next !== null && next.modelId !== modelId) giveUp();
      if (model.modelKey !== search.active().key) return job()?.jobId ?? start(model);
      giveUp();
      choose(modelId);
      search.activate(search.active());
      return null;
    },
    cancel: giveUp,
    jobCancelled(cancelled) {
      if (cancelled === jobId) giveUp();
    },
    forgetPrevious,
    forgetAll() {
      giveUp();
      memory.update({ previous: null });
    },
    reasonToKeep(modelId) {
      if (modelId === memory.get().next?.modelId) return 'It is being prepared for search. Cancel that first.';
      const searching = modelId === activeId() || modelId === settings.get().models.search;
      return searching ? 'Search uses it. Choose another search model first.' : null;
    },
    keys() {
      const next = memory.get().next?.modelId;
      const model = next === undefined ? undefined : shelf.find(next)?.installed;
      return [search.active().key, ...(model === undefined || model === null ? [] : [model.modelKey])];
    },
    state() {
      const { next, previous } = memory.get();
      const progress = job()?.progress;
      if (previous !== null && previousBytes?.modelKey !== previous.modelKey)
        previousBytes = vectorSet(db, previous.modelKey);
      return {
        active: activeId(),
        problem: search.problem(),
        next:
          next === null
            ? null
            : { modelId: next.modelId, jobId, done: progress?.done ?? 0, total: progress?.total ?? 0 },
        previous:
          previous === null
            ? null
            : {
                modelId: previous.modelId,
                keptUntilMs: previous.keptUntilMs,
                vectorBytes: previousBytes?.bytes ?? 0,
              },
      };
    },
    resume,
    async [Symbol.asyncDispose]() {
      stopWatching();
      clearInterval(expiry);
      await memory[Symbol.asyncDispose]();
    },
  };
}
