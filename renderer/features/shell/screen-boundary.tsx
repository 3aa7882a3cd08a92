import { Component, type ReactNode } from 'react';
import { en } from '../../text/en.ts';
import { Button } from '../../ui/button.tsx';
import { FullPage } from './connection-screens.tsx';

/** Keeps a fault of one screen from taking the window with it. */
export class ScreenBoundary extends Component<{ readonly children: ReactNode }, { readonly failed: boolean }> {
  override state = { failed: false };

  static getDerivedStateFromError(): { failed: boolean } {
    return { failed: true };
  }

  override render(): ReactNode {
    if (!this.state.failed) return this.props.children;
    return (
      <FullPage state="screen-failed" title={en.connection.screenFailedTitle} text={en.connection.screenFailed}>
        <Button kind="primary" onClick={() => this.setState({ failed: false })}>
          {en.tryAgain}
        </Button>
      </FullPage>
    );
  }
}
