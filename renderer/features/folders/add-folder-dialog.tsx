import type { ReactNode } from 'react';
import { useAppStore } from '../../state/app-state.tsx';
import { en } from '../../text/en.ts';
import { FolderPicker } from './folder-picker.tsx';
import { useAddPaths } from './use-add-folder.ts';

/** Adds a folder of the host's machine, where no native dialog can be had. */
export function AddFolderDialog(): ReactNode {
  const store = useAppStore();
  const addPaths = useAddPaths();
  const close = (): void => store.set({ dialog: null });
  const add = async (path: string): Promise<void> => {
    if (await addPaths([path])) close();
  };
  return (
    <FolderPicker
      title={en.folders.pickerTitle}
      action={en.folders.addThis}
      countsPhotos
      onChoose={(path) => void add(path)}
      onClose={close}
    />
  );
}
