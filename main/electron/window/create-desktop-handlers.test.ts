import { fileURLToPath } from 'node:url';
import type { BrowserWindow } from 'electron';
import { describe, expect, it, vi } from 'vitest';
import { PhotoId } from '../../../app/contract/ids.ts';
import { createDesktopHandlers } from './create-desktop-handlers.ts';

const context = { signal: new AbortController().signal, connection: 'page 1' };
const here = fileURLToPath(import.meta.url);

function desktop(answer: { canceled: boolean; filePaths: string[] }, path = here) {
  const parts = {
    dialog: { showOpenDialog: vi.fn(async (..._given: unknown[]) => answer) },
    shell: { showItemInFolder: vi.fn(), openExternal: vi.fn(async () => undefined) },
    photoPath: vi.fn(async () => ({ path })),
  };
  const owner = {} as BrowserWindow;
  return { ...parts, owner, handlers: createDesktopHandlers({ ...parts, window: () => owner }) };
}

describe('createDesktopHandlers', () => {
  it('gives the folders that the person picked', async () => {
    const { handlers, dialog, owner } = desktop({ canceled: false, filePaths: ['/a', '/b'] });
    await expect(handlers.pickFolders({}, context)).resolves.toEqual({ paths: ['/a', '/b'] });
    const options = expect.objectContaining({ properties: ['openDirectory', 'multiSelections'] });
    expect(dialog.showOpenDialog).toHaveBeenCalledWith(owner, options);
  });

  it('gives nothing where the dialog was closed', async () => {
    const { handlers } = desktop({ canceled: true, filePaths: ['/a'] });
    await expect(handlers.pickFolders({}, context)).resolves.toEqual({ paths: [] });
    await expect(handlers.pickDirectory({ title: 'Backup' }, context)).resolves.toEqual({ path: null });
  });

  it('gives one folder under the title that the page asks with', async () => {
    const { handlers, dialog, owner } = desktop({ canceled: false, filePaths: ['/backup'] });
    await expect(handlers.pickDirectory({ title: 'Backup' }, context)).resolves.toEqual({ path: '/backup' });
    expect(dialog.showOpenDialog).toHaveBeenCalledWith(owner, expect.objectContaining({ title: 'Backup' }));
  });

  it('shows the file of a photo, which only the engine knows', async () => {
    const { handlers, shell, photoPath } = desktop({ canceled: true, filePaths: [] });
    await handlers.revealPhoto({ photoId: PhotoId.parse('7') }, context);
    expect(photoPath).toHaveBeenCalledWith({ photoId: '7' }, expect.anything());
    expect(shell.showItemInFolder).toHaveBeenCalledWith(here);
  });

  it('says that a file is gone instead of showing nothing', async () => {
    const { handlers, shell } = desktop({ canceled: true, filePaths: [] }, `${here}.gone`);
    const revealed = handlers.revealPhoto({ photoId: PhotoId.parse('7') }, context);
    await expect(revealed).rejects.toMatchObject({ code: 'not_found' });
    expect(shell.showItemInFolder).not.toHaveBeenCalled();
  });
});
