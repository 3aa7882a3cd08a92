import { FolderRemovedLine } from '../../app/contract/cli-output.ts';
import { AppError } from '../../app/contract/errors.ts';
import type { Folder } from '../../app/contract/library.ts';
import { countOf } from './count-of.ts';
import { folderOf, knownPath } from './known-folders.ts';
import type { Session } from './session.ts';

/** `remove FOLDER`: takes a folder out of the library; its files stay. Rejects `invalid_input`, `not_found` with the folders that there are. */
export async function remove(path: string, { engine, output }: Session): Promise<void> {
  if (path === '') throw new AppError('invalid_input', 'The folder has an empty name. Name one.');
  const { folders } = await engine.library.folders({});
  const real = await knownPath(path);
  const folder = folders.find((each) => each.path === real);
  if (folder === undefined) throw notThere(real, folders);
  const { removed } = await engine.library.removeFolder({ folderId: folder.folderId });
  output.object(FolderRemovedLine, { type: 'removed', folder: folder.path, photos: removed });
  output.text(
    `${folder.path} is out of the library: ${countOf(removed, 'photo')} left it. The files stay where they are.`,
  );
}

function notThere(path: string, folders: readonly Folder[]): AppError {
  const holder = folderOf(path, folders);
  if (holder !== undefined)
    return new AppError('not_found', `${path} is part of ${holder.path}, which can only be removed as a whole.`);
  const known = folders.map((folder) => `\n  ${folder.path}`).join('');
  const others = known === '' ? 'The library has no folders.' : `The library has these:${known}`;
  return new AppError('not_found', `${path} is not a folder of the library. ${others}`);
}
