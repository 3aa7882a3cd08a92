import { QueryClientProvider, type QueryClient } from '@tanstack/react-query';
import { createContext, use, useEffect, useMemo, useRef, type ReactNode } from 'react';
import type { Engine } from '../../app/contract/index.ts';
import type { PhotoId } from '../../app/contract/ids.ts';
import { mediaUrl, type MediaSize } from '../../app/contract/media-url.ts';
import { createStore, useStore, type Store } from '../state/create-store.ts';
import type { EngineSession } from './connect.ts';
import { emptyLiveState, followEngine, type LiveState } from './live-state.ts';

interface EngineContextValue {
  readonly session: EngineSession;
  readonly live: Store<LiveState>;
}

const EngineContext = createContext<EngineContextValue | null>(null);

interface EngineProviderProps {
  readonly session: EngineSession;
  readonly queries: QueryClient;
  readonly children: ReactNode;
}

/** Gives the screens the current session; a new session asks every query again. */
export function EngineProvider({ session, queries, children }: EngineProviderProps): ReactNode {
  const live = useMemo(() => createStore(emptyLiveState), []);
  const first = useRef(session);
  useEffect(() => {
    if (first.current !== session) void queries.invalidateQueries();
    const following = followEngine(session.engine, live, queries);
    return () => following.abort();
  }, [session, live, queries]);
  const value = useMemo(() => ({ session, live }), [session, live]);
  return (
    <QueryClientProvider client={queries}>
      <EngineContext value={value}>{children}</EngineContext>
    </QueryClientProvider>
  );
}

function useEngineContext(): EngineContextValue {
  const value = use(EngineContext);
  if (value === null) throw new Error('Expected an EngineProvider above this component');
  return value;
}

export function useSession(): EngineSession {
  return useEngineContext().session;
}

export function useEngine(): Engine {
  return useEngineContext().session.engine;
}

export function useLive<S>(select: (live: LiveState) => S): S {
  return useStore(useEngineContext().live, select);
}

/** Addresses of photos' images on this host. */
export function useMediaUrl(): (photo: { photoId: PhotoId; version: string }, size: MediaSize) => string {
  const base = useSession().hello.mediaBase;
  return (photo, size) => mediaUrl(base, photo.photoId, size, photo.version);
}
