import type { LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';

interface EmptyStateProps {
  readonly icon: LucideIcon;
  readonly title: string;
  readonly text: string;
  readonly action?: ReactNode;
  /** Names the state for tests and for the screen reader's region. */
  readonly state: string;
}

export function EmptyState({ icon: Icon, title, text, action, state }: EmptyStateProps): ReactNode {
  return (
    <div className="empty" data-testid="empty-state" data-state={state}>
      <Icon aria-hidden />
      <h2>{title}</h2>
      <p>{text}</p>
      {action}
    </div>
  );
}
