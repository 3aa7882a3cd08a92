import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { Engine } from '../../../app/contract/index.ts';
import type { ModelId } from '../../../app/contract/ids.ts';
import { useEngine } from '../../engine/engine-context.tsx';
import { keys } from '../../engine/query-keys.ts';
import { useAppStore } from '../../state/app-state.tsx';
import { modelErrorText } from '../../text/errors.ts';
import { showToast } from '../../ui/toasts.tsx';

type Models = Engine['models'];

/** Asks something of a model, says what came of it, and has the list asked for again. */
export function useModelCall<I, O>(call: (models: Models, input: I) => Promise<O>, said?: (output: O) => string) {
  const engine = useEngine();
  const queries = useQueryClient();
  const store = useAppStore();
  return useMutation({
    mutationFn: (input: I) => call(engine.models, input),
    onSuccess: (output) => (said === undefined ? undefined : showToast(store, said(output))),
    onError: (error) => showToast(store, modelErrorText(error)),
    onSettled: () =>
      Promise.all([keys.models, keys.settings].map((queryKey) => queries.invalidateQueries({ queryKey }))),
  });
}

export function useSuggestion() {
  const engine = useEngine();
  return useQuery({
    queryKey: keys.modelSuggestion,
    queryFn: ({ signal }) => engine.models.suggestion({}, { signal }),
  });
}

export function useTrials(modelId: ModelId) {
  const engine = useEngine();
  return useQuery({
    queryKey: keys.modelTrials(modelId),
    queryFn: ({ signal }) => engine.models.trials({ modelId }, { signal }),
  });
}

export function useLicence(modelId: ModelId, enabled = true) {
  const engine = useEngine();
  return useQuery({
    queryKey: keys.modelLicence(modelId),
    queryFn: ({ signal }) => engine.models.licence({ modelId }, { signal }),
    enabled,
  });
}
