import { LoaderCircle } from 'lucide-react';
import type { ReactNode } from 'react';
import type { ConnectionState } from '../../engine/supervise-connection.ts';
import { en } from '../../text/en.ts';
import { errorText } from '../../text/errors.ts';
import { Button } from '../../ui/button.tsx';

/** What fills the window while there is no engine to talk to. */
export function ConnectionScreen({ state, retry }: { state: ConnectionState; retry: () => void }): ReactNode {
  if (state.phase === 'refused') {
    return (
      <FullPage state="refused" title={en.connection.refusedTitle} text={en.connection.refused}>
        <Button kind="outline" onClick={retry}>
          {en.tryAgain}
        </Button>
      </FullPage>
    );
  }
  if (state.phase === 'failed') {
    return (
      <FullPage state="failed" title={en.connection.failedTitle} text={errorText(state.error)}>
        <Button kind="primary" onClick={retry}>
          {en.tryAgain}
        </Button>
      </FullPage>
    );
  }
  return (
    <div className="full-page" role="status" data-testid="connection" data-state="connecting">
      <p className="row quiet">
        <LoaderCircle className="spin" aria-hidden />
        {state.error === null ? en.connection.connecting : en.connection.slow}
      </p>
    </div>
  );
}

interface FullPageProps {
  readonly state: string;
  readonly title: string;
  readonly text: string;
  readonly children?: ReactNode;
}

export function FullPage({ state, title, text, children }: FullPageProps): ReactNode {
  return (
    <main className="full-page" data-testid="connection" data-state={state}>
      <div className="full-page-inner">
        <h1>{title}</h1>
        <p>{text}</p>
        {children}
      </div>
    </main>
  );
}

export function LostBanner(): ReactNode {
  return (
    <div className="banner" role="status" data-testid="connection" data-state="lost">
      <LoaderCircle className="spin" aria-hidden />
      {en.connection.lost}
    </div>
  );
}
