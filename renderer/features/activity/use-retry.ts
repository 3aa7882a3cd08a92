import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { PhotoId } from '../../../app/contract/ids.ts';
import { useEngine } from '../../engine/engine-context.tsx';
import { useReportError } from '../../engine/hooks.ts';
import { keys } from '../../engine/query-keys.ts';
import { useAppStore } from '../../state/app-state.tsx';
import { en } from '../../text/en.ts';
import { showToast } from '../../ui/toasts.tsx';

/** Tries photos again: these, or all where null is given. */
export function useRetry() {
  const engine = useEngine();
  const queries = useQueryClient();
  const store = useAppStore();
  const report = useReportError();
  return useMutation({
    mutationFn: (photoIds: PhotoId[] | null) => engine.jobs.retry(photoIds === null ? {} : { photoIds }),
    onSuccess: ({ photos }) => showToast(store, en.activity.retrying(photos)),
    onError: report,
    onSettled: () => queries.invalidateQueries({ queryKey: keys.library }),
  });
}

export type Retry = ReturnType<typeof useRetry>;
