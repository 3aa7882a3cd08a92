import type { QueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { EngineProvider } from './engine/engine-context.tsx';
import type { SupervisedConnection } from './engine/supervise-connection.ts';
import { ConnectionScreen, LostBanner } from './features/shell/connection-screens.tsx';
import { ScreenBoundary } from './features/shell/screen-boundary.tsx';
import { Shell } from './features/shell/shell.tsx';
import { AppStateProvider, type AppStore } from './state/app-state.tsx';
import { useStore } from './state/create-store.ts';

interface AppProps {
  readonly connection: SupervisedConnection;
  readonly store: AppStore;
  readonly queries: QueryClient;
}

/** The whole page: the screens while there is a session, else what keeps us from having one. */
export function App({ connection, store, queries }: AppProps): ReactNode {
  const state = useStore(connection.state, (now) => now);
  const shown = state.phase === 'ready' || state.phase === 'lost' ? state.session : null;
  if (shown === null) return <ConnectionScreen state={state} retry={connection.retry} />;
  return (
    <AppStateProvider store={store}>
      <EngineProvider session={shown} queries={queries}>
        <ScreenBoundary>
          <Shell />
        </ScreenBoundary>
      </EngineProvider>
      {state.phase === 'lost' ? <LostBanner /> : null}
    </AppStateProvider>
  );
}
