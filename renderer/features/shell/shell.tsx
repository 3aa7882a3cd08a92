import type { ReactNode } from 'react';
import { useApp } from '../../state/app-state.tsx';
import { Toasts } from '../../ui/toasts.tsx';
import { useBackAndForward } from './navigate.ts';
import { Rail } from './rail.tsx';
import './shell.css';

/** The window: rail, centre, and what floats above them. */
export function Shell(): ReactNode {
  const collapsed = useApp((state) => state.railCollapsed);
  useBackAndForward();
  return (
    <div className="shell" data-collapsed={collapsed || undefined}>
      <Rail />
      <div className="centre" />
      <Toasts />
    </div>
  );
}
