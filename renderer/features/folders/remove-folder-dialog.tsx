import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { Folder } from '../../../app/contract/library.ts';
import type { z } from 'zod';
import { useEngine } from '../../engine/engine-context.tsx';
import { useReportError } from '../../engine/hooks.ts';
import { keys } from '../../engine/query-keys.ts';
import { useAppStore } from '../../state/app-state.tsx';
import { libraryRoute, sameRoute } from '../../state/route.ts';
import { en } from '../../text/en.ts';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { showToast } from '../../ui/toasts.tsx';
import { navigate } from '../shell/navigate.ts';

export type FolderFacts = z.output<typeof Folder>;

/** Asks before a folder's photos leave the library; its own screen gives way to the whole library. */
export function RemoveFolderDialog({ folder, onClose }: { folder: FolderFacts; onClose: () => void }): ReactNode {
  const { folderId } = folder;
  const engine = useEngine();
  const store = useAppStore();
  const queries = useQueryClient();
  const report = useReportError();
  const remove = useMutation({
    mutationFn: () => engine.library.removeFolder({ folderId }),
    onSuccess: ({ removed }) => {
      onClose();
      showToast(store, en.folders.removed(removed));
      if (sameRoute(store.get().route, { view: 'library', folderId })) navigate(store, libraryRoute);
      return queries.invalidateQueries({ queryKey: keys.library });
    },
    onError: report,
  });
  return (
    <ConfirmDialog
      title={en.folders.removeTitle}
      text={en.folders.removeText(folder.name, folder.counts.photos)}
      action={en.folders.remove}
      busy={remove.isPending}
      onConfirm={() => remove.mutate()}
      onClose={onClose}
    />
  );
}
