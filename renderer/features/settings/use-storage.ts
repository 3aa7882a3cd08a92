import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useEngine, useLive } from '../../engine/engine-context.tsx';
import { keys } from '../../engine/query-keys.ts';

/** Where the library is and what it holds; asked again whenever a backup or a move ends. */
export function useStorage() {
  const engine = useEngine();
  const ended = useLive(
    ({ jobs }) => jobs.filter(({ kind, finishedMs }) => kind !== 'index' && finishedMs !== null).length,
  );
  return useQuery({
    queryKey: [...keys.storage, ended],
    queryFn: ({ signal }) => engine.settings.storage({}, { signal }),
    placeholderData: keepPreviousData,
    refetchOnMount: 'always',
  });
}
