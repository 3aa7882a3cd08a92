import type { ReactNode } from 'react';
import { en } from '../../text/en.ts';
import { FailureSection } from './failure-section.tsx';
import { JobSection } from './job-section.tsx';
import { LibraryCounts } from './library-counts.tsx';
import { ProcessNotices } from './process-notices.tsx';
import './activity.css';

/** What goes on in the background, how far the library is, and which files made trouble. */
export function ActivityView(): ReactNode {
  return (
    <main className="page" aria-label={en.activity.title} data-testid="activity">
      <div className="page-inner">
        <h1>{en.activity.title}</h1>
        <ProcessNotices />
        <JobSection />
        <LibraryCounts />
        <FailureSection />
      </div>
    </main>
  );
}
