import type { ReactNode } from 'react';
import { isSearching } from '../search/search-state.ts';
import { useApp, useAppStore } from '../../state/app-state.tsx';
import { formatRoute, sameRoute, type Route } from '../../state/route.ts';
import { navigate } from './navigate.ts';

interface RailItemProps {
  readonly icon: ReactNode;
  readonly label: string;
  readonly route: Route;
  /** A count or a few words at the right. */
  readonly note?: ReactNode;
  readonly title?: string | undefined;
  /** A screen that belongs to this one is open. */
  readonly within?: boolean;
}

export function RailItem({ icon, label, route, note, title, within = false }: RailItemProps): ReactNode {
  const store = useAppStore();
  const current = useApp((state) => (within || sameRoute(state.route, route)) && !isSearching(state.search));
  return (
    <a
      className="rail-item"
      href={formatRoute(route)}
      title={title ?? label}
      aria-current={current ? 'page' : undefined}
      onClick={(event) => {
        event.preventDefault();
        navigate(store, route);
      }}
    >
      {icon}
      <span className="rail-text ellipsis">{label}</span>
      {note === undefined || note === false || note === 0 ? null : <span className="rail-note numbers">{note}</span>}
    </a>
  );
}
