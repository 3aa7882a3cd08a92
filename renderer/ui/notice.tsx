import { CircleAlert, Info, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';

interface NoticeProps {
  readonly tone?: 'info' | 'warn' | 'bad';
  readonly children: ReactNode;
  /** One next step. */
  readonly action?: ReactNode;
  readonly role?: 'status' | 'alert';
}

const icons = { info: Info, warn: TriangleAlert, bad: CircleAlert };

export function Notice({ tone = 'info', children, action, role }: NoticeProps): ReactNode {
  const Icon = icons[tone];
  return (
    <div className="notice" data-tone={tone} role={role}>
      <Icon aria-hidden />
      <div className="notice-body">{children}</div>
      {action}
    </div>
  );
}
