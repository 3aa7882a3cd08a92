import { toAppError } from '../../../app/contract/errors.ts';
import type { Logger } from '../../platform/logger.ts';
import type { WritableDb } from '../../store/database.ts';
import { readSearchChoice, writeSearchChoice, type SearchChoice } from '../../store/search-choice.ts';
import { vectorSet } from '../../store/vector-sets.ts';
import { deleteModelVectors } from './delete-vectors.ts';

/** What is stored about the models before and after the active one; what is to go, goes in the background. */
export interface SearchMemory extends AsyncDisposable {
  get(): SearchChoice;
  update(change: Partial<Pick<SearchChoice, 'next' | 'previous'>>): void;
  /** Deletes a model's vectors, and remembers to, until it is done. @returns their bytes, once they are gone. */
  drop(modelKey: string): Promise<number>;
  /** They are wanted after all. */
  keep(modelKey: string): void;
  /** Goes on with deletions that an earlier run left. */
  resume(): void;
}

export function openSearchMemory({ db, logger }: { db: WritableDb; logger: Logger }): SearchMemory {
  const deletions = new Map<string, { controller: AbortController; gone: Promise<void> }>();
  let choice = readSearchChoice(db);

  function write(change: Partial<SearchChoice>): void {
    const changed = { ...choice, ...change };
    writeSearchChoice(db, changed);
    choice = changed;
  }

  function forget(modelKey: string): void {
    deletions.delete(modelKey);
    if (choice.doomed.includes(modelKey)) write({ doomed: choice.doomed.filter((key) => key !== modelKey) });
  }

  function startDeleting(modelKey: string): Promise<void> {
    const running = deletions.get(modelKey);
    if (running !== undefined) return running.gone;
    const controller = new AbortController();
    const gone = deleteModelVectors(db, modelKey, controller.signal).then(
      () => {
        if (!controller.signal.aborted) forget(modelKey);
      },
      (error: unknown) => {
        deletions.delete(modelKey);
        logger.warn('vectors could not be deleted', { code: toAppError(error).code });
      },
    );
    deletions.set(modelKey, { controller, gone });
    return gone;
  }

  return {
    get: () => choice,
    update: write,
    async drop(modelKey) {
      const { bytes } = vectorSet(db, modelKey);
      if (!choice.doomed.includes(modelKey)) write({ doomed: [...choice.doomed, modelKey] });
      await startDeleting(modelKey);
      return bytes;
    },
    keep(modelKey) {
      deletions.get(modelKey)?.controller.abort();
      forget(modelKey);
    },
    resume: () => choice.doomed.forEach((modelKey) => void startDeleting(modelKey)),
    async [Symbol.asyncDispose]() {
      const running = [...deletions.values()];
      running.forEach(({ controller }) => controller.abort());
      await Promise.all(running.map(({ gone }) => gone));
    },
  };
}
