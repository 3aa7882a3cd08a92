import type { ReactNode } from 'react';
import { useApp } from '../../state/app-state.tsx';
import { AddFolderDialog } from '../folders/add-folder-dialog.tsx';
import { ShortcutsDialog } from '../shortcuts/shortcuts-dialog.tsx';

/** The dialogs that can be opened from anywhere. */
export function Dialogs(): ReactNode {
  const dialog = useApp((state) => state.dialog);
  if (dialog === 'folder-picker') return <AddFolderDialog />;
  return dialog === 'shortcuts' ? <ShortcutsDialog /> : null;
}
