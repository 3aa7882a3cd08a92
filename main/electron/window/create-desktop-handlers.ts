import { access } from 'node:fs/promises';
import type { BrowserWindow, Dialog, OpenDialogOptions, Shell } from 'electron';
import { AppError } from '../../../app/contract/errors.ts';
import type { LocalEngine } from '../../../app/contract/local.ts';
import type { DesktopHandlers } from '../../../app/desktop-contract.ts';

export interface DesktopOptions {
  readonly dialog: Pick<Dialog, 'showOpenDialog'>;
  readonly shell: Pick<Shell, 'showItemInFolder' | 'openExternal'>;
  /** The window that dialogs belong to, while there is one. */
  readonly window: () => BrowserWindow | null;
  readonly photoPath: LocalEngine['photoPath'];
}

/** What only a desktop shell can do, for its pages. */
export function createDesktopHandlers(options: DesktopOptions): DesktopHandlers['desktop'] {
  const { shell, photoPath } = options;
  return {
    pickFolders: async () => ({ paths: await pickFolders(options) }),
    async pickDirectory({ title }) {
      const [path] = await pick(options, { title, properties: ['openDirectory', 'createDirectory'] });
      return { path: path ?? null };
    },
    async revealPhoto({ photoId }, { signal }) {
      const { path } = await photoPath({ photoId }, { signal });
      await access(path).catch((cause: unknown) => {
        throw new AppError('not_found', 'The file of this photo is not there any more.', { cause });
      });
      shell.showItemInFolder(path);
      return {};
    },
    async openExternal({ url }) {
      await shell.openExternal(url);
      return {};
    },
  };
}

/** Folders that the person picked to add; empty where the dialog was closed. */
export function pickFolders(options: Pick<DesktopOptions, 'dialog' | 'window'>): Promise<string[]> {
  return pick(options, { title: 'Add folders', buttonLabel: 'Add', properties: ['openDirectory', 'multiSelections'] });
}

async function pick(
  { dialog, window }: Pick<DesktopOptions, 'dialog' | 'window'>,
  options: OpenDialogOptions,
): Promise<string[]> {
  const owner = window();
  const answer = await (owner === null ? dialog.showOpenDialog(options) : dialog.showOpenDialog(owner, options));
  return answer.canceled ? [] : answer.filePaths;
}
