import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { isCancelled } from '../../../app/contract/errors.ts';
import type { ModelId } from '../../../app/contract/ids.ts';
import type { Alignment } from '../../../app/contract/models.ts';
import { useEngine } from '../../engine/engine-context.tsx';
import { keys } from '../../engine/query-keys.ts';
import { withMeasured, type Source } from './comparison.ts';

export function useMeasurements() {
  const engine = useEngine();
  return useQuery({
    queryKey: keys.measurements,
    queryFn: async ({ signal }) => (await engine.models.measurements({}, { signal })).measurements,
  });
}

type MeasureState =
  | { readonly phase: 'idle' }
  /** `at` counts from 0 in `models`. */
  | { readonly phase: 'measuring'; readonly models: readonly ModelId[]; readonly at: number }
  | { readonly phase: 'failed'; readonly error: unknown };

interface Measure {
  readonly state: MeasureState;
  /** Measures the models one after the other, so that none slows another down. */
  start(source: Source, models: readonly ModelId[]): Promise<void>;
  /** Gives up, or takes away what was said of the last try. */
  reset(): void;
}

export function useMeasure(): Measure {
  const engine = useEngine();
  const queries = useQueryClient();
  const [state, setState] = useState<MeasureState>({ phase: 'idle' });
  const running = useRef<AbortController | null>(null);
  useEffect(() => () => running.current?.abort(), []);

  async function start(source: Source, models: readonly ModelId[]): Promise<void> {
    const controller = new AbortController();
    const { signal } = controller;
    running.current = controller;
    try {
      for (const [at, modelId] of models.entries()) {
        setState({ phase: 'measuring', models, at });
        const measured = await engine.models.evaluate({ source, modelId }, { signal });
        queries.setQueryData<readonly Alignment[]>(keys.measurements, (known = []) => withMeasured(known, measured));
      }
      setState({ phase: 'idle' });
    } catch (error) {
      setState(isCancelled(error) || signal.aborted ? { phase: 'idle' } : { phase: 'failed', error });
    }
  }

  return {
    state,
    start,
    reset() {
      running.current?.abort();
      setState({ phase: 'idle' });
    },
  };
}
