import { Play } from 'lucide-react';
import type { ReactNode } from 'react';
import { useLive } from '../../engine/engine-context.tsx';
import { useSettings, useUpdateSettings } from '../../engine/hooks.ts';
import { en } from '../../text/en.ts';
import { Button } from '../../ui/button.tsx';
import { Notice } from '../../ui/notice.tsx';
import { EndedJob, JobCard } from './job-card.tsx';
import { listJobs } from './job-lists.ts';
import { spokenProgress } from './job-text.ts';

/** What goes on now, and what ended lately. */
export function JobSection(): ReactNode {
  const jobs = useLive((live) => live.jobs);
  const { active, ended } = listJobs(jobs);
  return (
    <section className="stack" aria-labelledby="activity-now">
      <h2 id="activity-now">{en.activity.jobs}</h2>
      <PausedNotice />
      {active.length === 0 ? <Idle /> : null}
      <ul className="stack" aria-label={en.activity.jobs}>
        {active.map((job) => (
          <JobCard key={job.jobId} job={job} />
        ))}
      </ul>
      {ended.length === 0 ? null : (
        <>
          <h3 className="quiet">{en.activity.ended}</h3>
          <ul className="lines">
            {ended.map((job) => (
              <EndedJob key={job.jobId} job={job} />
            ))}
          </ul>
        </>
      )}
      <span role="status" className="visually-hidden">
        {spokenProgress(active)}
      </span>
    </section>
  );
}

function Idle(): ReactNode {
  const counts = useLive((live) => live.counts);
  const words = en.activity;
  if (counts === null) return null;
  if (counts.pending > 0) return <p className="quiet">{words.idlePending(counts.pending)}</p>;
  return <p className="quiet">{counts.photos === 0 ? words.idleEmpty : words.idle}</p>;
}

/** All indexing is paused in the settings: said here, where one looks why nothing moves. */
function PausedNotice(): ReactNode {
  const paused = useSettings().data?.indexing.paused ?? false;
  const { mutate: update } = useUpdateSettings();
  if (!paused) return null;
  const resume = (
    <Button kind="outline" icon={<Play aria-hidden />} onClick={() => update({ indexing: { paused: false } })}>
      {en.activity.resumeAll}
    </Button>
  );
  return (
    <Notice tone="warn" action={resume}>
      {en.activity.pausedAll}
    </Notice>
  );
}
