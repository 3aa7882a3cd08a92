import { AppError, isCancelled } from '../../../app/contract/errors.ts';

/** What went wrong in a model's networks, by its code; our own errors and a stop stay what they are. */
export function toInferenceError(error: unknown, modelKey: string): unknown {
  if (error instanceof AppError || isCancelled(error)) return error;
  const memory = /alloc|out of memory/i.test(String(error));
  const message = `${modelKey} failed: ${String(error)}`;
  return new AppError(memory ? 'out_of_memory' : 'inference_failed', message, { cause: error });
}
