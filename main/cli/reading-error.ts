import { AppError, errorKinds, type ErrorCode } from '../../app/contract/errors.ts';
import type { Session } from './session.ts';

const ofFiles: ReadonlySet<ErrorCode> = new Set<ErrorCode>(['not_found', 'permission_denied', 'io_failed']);

/** Whether an error says that a photo cannot be read. */
export const isReadingError = (error: unknown): error is AppError =>
  error instanceof AppError && (errorKinds[error.code].scope === 'photo' || ofFiles.has(error.code));

/** Why a photo cannot be read, found by looking at it; null where it can. */
export async function readingError(path: string, { local, signal }: Session): Promise<AppError | null> {
  try {
    await local.similar({ like: [path], unlike: [], limit: 1 }, { signal });
    return null;
  } catch (error) {
    signal.throwIfAborted();
    return isReadingError(error) ? error : null;
  }
}
