import { dirname } from 'node:path';
import { AppError } from '../../../app/contract/errors.ts';

/** What the disk says, for the person; other errors stay as they are. */
export function toDiskError(error: unknown, path: string): unknown {
  const { code } = error as NodeJS.ErrnoException;
  if (error instanceof AppError || typeof code !== 'string') return error;
  const folder = dirname(path);
  if (code === 'ENOSPC' || code === 'EDQUOT') {
    return new AppError('storage_full', `The disk of ${folder} is full. Free some space and try again.`, {
      cause: error,
    });
  }
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS') {
    return new AppError('permission_denied', `${folder} cannot be written to (${code}).`, { cause: error });
  }
  return new AppError('io_failed', `${path} cannot be written (${code}).`, { cause: error });
}
