import type { ReactNode } from 'react';
import { useLive } from '../../engine/engine-context.tsx';
import { en } from '../../text/en.ts';
import { ProgressRing } from '../../ui/progress-ring.tsx';
import { summarise, type ActivitySummary } from './activity-summary.ts';
import { jobLine } from '../activity/job-text.ts';
import { RailItem } from './rail-item.tsx';

/** The rail's way to the activity view, with a ring of the share done. */
export function ActivityItem(): ReactNode {
  const counts = useLive((live) => live.counts);
  const jobs = useLive((live) => live.jobs);
  const summary = summarise(counts, jobs);
  const percent = Math.floor(summary.share * 100);
  return (
    <RailItem
      icon={<ProgressRing share={summary.share} label={en.rail.ring(percent)} />}
      label={en.rail.activity}
      route={{ view: 'activity' }}
      note={note(summary)}
      title={summary.running.length === 0 ? undefined : summary.running.map(jobLine).join('\n')}
    />
  );
}

function note(summary: ActivitySummary): string | undefined {
  if (summary.state === 'paused') return en.rail.paused;
  if (summary.state === 'idle' || summary.perSecond === null) return undefined;
  return en.rail.rate(summary.perSecond, summary.unit, summary.secondsLeft);
}
