import { ChevronRight } from 'lucide-react';
import type { ReactNode } from 'react';
import { en } from '../../text/en.ts';
import type { Crumb } from './folder-trail.ts';

/** The way to the open folder; every step but the last leads back. */
export function FolderCrumbs({ crumbs, onGo }: { crumbs: readonly Crumb[]; onGo: (depth: number) => void }): ReactNode {
  return (
    <nav aria-label={en.folders.path}>
      <ol className="crumbs">
        {crumbs.map((crumb, index) => (
          <li key={crumb.depth}>
            {index === 0 ? null : <ChevronRight aria-hidden />}
            {index === crumbs.length - 1 ? (
              <span aria-current="location">{crumb.name}</span>
            ) : (
              <button type="button" onClick={() => onGo(crumb.depth)}>
                {crumb.name}
              </button>
            )}
          </li>
        ))}
      </ol>
    </nav>
  );
}
