import { setImmediate as nextTurn } from 'node:timers/promises';
import type { WritableDb } from '../../store/database.ts';
import { deleteStep, deleteVectors } from '../../store/vector-sets.ts';
import { embedStep } from '../../store/work.ts';

const perTurn = 500;

/**
 * Deletes a model's vectors a page at a turn, so that the engine answers meanwhile; what it has seen is forgotten first, so that
 * a photo never counts as seen without its vector. Killed or stopped, it can be begun again.
 */
export async function deleteModelVectors(db: WritableDb, modelKey: string, signal: AbortSignal): Promise<void> {
  const step = embedStep(modelKey);
  while (!signal.aborted && deleteStep(db, step, perTurn) > 0) await nextTurn();
  while (!signal.aborted && deleteVectors(db, modelKey, perTurn) > 0) await nextTurn();
}
