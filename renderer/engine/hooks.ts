import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { PhotoId } from '../../app/contract/ids.ts';
import type { Settings, SettingsPatch } from '../../app/contract/settings.ts';
import { useAppStore } from '../state/app-state.tsx';
import { errorText } from '../text/errors.ts';
import { showToast } from '../ui/toasts.tsx';
import { useEngine } from './engine-context.tsx';
import { keys } from './query-keys.ts';

export function useFolders() {
  const engine = useEngine();
  return useQuery({ queryKey: keys.folders, queryFn: ({ signal }) => engine.library.folders({}, { signal }) });
}

export function useSettings() {
  const engine = useEngine();
  return useQuery({ queryKey: keys.settings, queryFn: ({ signal }) => engine.settings.get({}, { signal }) });
}

/** Changes settings; the answer is on the screen at once and comes back as the engine stored it. */
export function useUpdateSettings() {
  const engine = useEngine();
  const queries = useQueryClient();
  const report = useReportError();
  return useMutation({
    mutationFn: (patch: SettingsPatch) => engine.settings.update(patch),
    onMutate: async (patch) => {
      await queries.cancelQueries({ queryKey: keys.settings });
      queries.setQueryData<Settings>(keys.settings, (now) => now && mergeSettings(now, patch));
    },
    onSuccess: (settings) => queries.setQueryData(keys.settings, settings),
    onError: (error) => {
      report(error);
      return queries.invalidateQueries({ queryKey: keys.settings });
    },
  });
}

function mergeSettings(now: Settings, patch: SettingsPatch): Settings {
  return {
    ...now,
    ...patch,
    indexing: { ...now.indexing, ...patch.indexing },
    limits: { ...now.limits, ...patch.limits },
    models: { ...now.models, ...patch.models },
    server: { ...now.server, ...patch.server },
  } as Settings;
}

export function useModels() {
  const engine = useEngine();
  return useQuery({ queryKey: keys.models, queryFn: ({ signal }) => engine.models.list({}, { signal }) });
}

export function usePhoto(photoId: PhotoId) {
  const engine = useEngine();
  return useQuery({
    queryKey: keys.photo(photoId),
    queryFn: ({ signal }) => engine.library.photo({ photoId }, { signal }),
  });
}

/** Summaries of these photos; ids that are gone are left out. */
export function usePhotos(photoIds: readonly PhotoId[]) {
  const engine = useEngine();
  return useQuery({
    queryKey: keys.photos(photoIds),
    queryFn: async ({ signal }) => (await engine.library.photos({ photoIds: [...photoIds] }, { signal })).photos,
    enabled: photoIds.length > 0,
    placeholderData: keepPreviousData,
  });
}

const failuresShown = 1000;

/** Photos that could not be read or were left out, and why. */
export function useFailures(enabled = true) {
  const engine = useEngine();
  return useQuery({
    queryKey: keys.failures,
    queryFn: ({ signal }) => engine.jobs.failures({ limit: failuresShown }, { signal }),
    enabled,
  });
}

/** Says an error to the person in words chosen by its code. */
export function useReportError(): (error: unknown) => void {
  const store = useAppStore();
  return (error) => showToast(store, errorText(error));
}

export function useSetFavourite() {
  const engine = useEngine();
  const queries = useQueryClient();
  const report = useReportError();
  return useMutation({
    mutationFn: (input: { photoIds: PhotoId[]; favourite: boolean }) => engine.library.setFavourite(input),
    onSettled: () =>
      Promise.all([
        queries.invalidateQueries({ queryKey: keys.library }),
        queries.invalidateQueries({ queryKey: keys.search }),
      ]),
    onError: report,
  });
}
