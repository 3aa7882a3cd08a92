import { setImmediate as nextTurn } from 'node:timers/promises';
import { AppError } from '../../../app/contract/errors.ts';
import type { InstalledModel } from '../../inference/installed-models.ts';
import type { ReadableDb } from '../../store/database.ts';
import { knownPhotosAfter } from '../../store/vector-sets.ts';
import { embedStep } from '../../store/work.ts';
import type { ShowOutcome, ShowPhotos } from '../indexing/show-photos.ts';
import type { JobContext } from '../jobs/create-jobs.ts';
import type { SearchModels } from './open-search-models.ts';
import type { SearchModel, SearchModelFacts } from './search-model.ts';

export interface SwitchRun {
  readonly db: ReadableDb;
  readonly search: SearchModels;
  readonly show: ShowPhotos;
  readonly model: InstalledModel;
  /** True while new photos are being shown to the active model: they come first. */
  newPhotos(): boolean;
  /** What makes the new model the active one, in one step. */
  takeOver(prepared: SearchModel): void;
}

const pageSize = 2000;

/** Makes a model's vectors until none is missing, loads them, and lets them take over. Goes on where an earlier run stopped. */
export async function runSwitch(
  { db, search, show, model, newPhotos, takeOver }: SwitchRun,
  context: JobContext,
): Promise<void> {
  const { signal } = context;
  const facts = search.describe(model);
  await tryTexts(facts, signal);
  const progress = startProgress(context);
  const left = new Set<number>();
  let prepared: SearchModel | null = null;
  try {
    for (;;) {
      await context.gate();
      const arrivals = search.arrivals();
      const { known, pending } = await pendingPhotos(db, facts.key, signal);
      progress.begin(known, known - pending.length);
      const photoIds = pending.filter((id) => !left.has(id));
      if (photoIds.length > 0) {
        const onOutcome = (outcome: ShowOutcome, photoId: number): void => {
          if (outcome === 'left') left.add(photoId);
          progress.one(outcome);
        };
        await show({ model: facts, photoIds, signal, gate: context.gate, onOutcome });
      } else if (prepared === null) {
        prepared = search.prepare(model, signal);
        await Promise.all([prepared.ready, facts.warm(signal)]);
      } else if (!newPhotos() && arrivals === search.arrivals()) {
        takeOver(prepared);
        return;
      }
    }
  } finally {
    if (prepared !== null) search.release(prepared);
  }
}

/** Fails before any photo is read where queries could not be answered. */
async function tryTexts({ model, dim, embedText }: SearchModelFacts, signal: AbortSignal): Promise<void> {
  const vector = await embedText('a photo', signal);
  if (vector.length === dim && vector.every(Number.isFinite)) return;
  const message = `${model.manifest.title} should turn words into ${dim} numbers and gave ${vector.length}, or no numbers at all.`;
  throw new AppError('model_incompatible', message);
}

/** The whole is what the library holds at the first look; photos that come later are done beside it. */
function startProgress(context: JobContext) {
  let remaining: number | null = null;
  return {
    begin(total: number, done: number): void {
      if (remaining !== null) return;
      remaining = total - done;
      context.phase({ phase: 'indexing', unit: 'photos', total, done });
    },
    one(outcome: ShowOutcome): void {
      if (remaining === null || remaining === 0) return;
      remaining -= 1;
      context.advance(1, outcome === 'left' ? 'skipped' : outcome);
    },
  };
}

/** Looks at all photos a page at a turn, so that the engine answers meanwhile. */
async function pendingPhotos(
  db: ReadableDb,
  modelKey: string,
  signal: AbortSignal,
): Promise<{ known: number; pending: number[] }> {
  const pending: number[] = [];
  let known = 0;
  for (let after = 0; ;) {
    await nextTurn();
    signal.throwIfAborted();
    const page = knownPhotosAfter(db, embedStep(modelKey), { after, limit: pageSize });
    for (const photo of page) if (photo.pending === 1) pending.push(photo.photoId);
    known += page.length;
    const last = page.at(-1);
    if (last === undefined) return { known, pending };
    after = last.photoId;
  }
}
