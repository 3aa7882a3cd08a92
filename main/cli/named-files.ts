import { stat } from 'node:fs/promises';
import { AppError } from '../../app/contract/errors.ts';

/** That these paths are files. Rejects `not_found`, `invalid_input` by the name of the first that is not. */
export async function checkFiles(paths: readonly string[]): Promise<void> {
  for (const path of paths) {
    const found = await stat(path).catch(() => null);
    if (found === null) throw new AppError('not_found', `There is no photo at ${path}.`);
    if (!found.isFile()) throw new AppError('invalid_input', `${path} is not a file. Name a photo in it.`);
  }
}
