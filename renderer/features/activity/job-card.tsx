import { CircleAlert, CircleCheck, CircleSlash } from 'lucide-react';
import type { ReactNode } from 'react';
import type { Job } from '../../../app/contract/jobs.ts';
import { en } from '../../text/en.ts';
import { codeText } from '../../text/errors.ts';
import { formatMoment } from '../../text/format.ts';
import { JobBar, JobButtons } from './job-progress.tsx';
import { jobTitle, progressText } from './job-text.ts';

/** A job that goes on or waits: how far it is, why it waits, and the ways to stop it. */
export function JobCard({ job }: { job: Job }): ReactNode {
  return (
    <li className="card job" data-testid="job" data-state={job.state}>
      <div className="row">
        <h3 className="grow ellipsis">{jobTitle(job)}</h3>
        <JobButtons job={job} />
      </div>
      <JobBar job={job} />
      <p className="job-text numbers">
        <span>{job.state === 'queued' ? en.activity.states.queued : progressText(job)}</span>
        <Outcome job={job} />
      </p>
      {job.waitingFor === null ? null : <p>{en.activity.waitingFor[job.waitingFor]}</p>}
    </li>
  );
}

/** What came of the photos so far; nothing where there were none. */
function Outcome({ job }: { job: Job }): ReactNode {
  const { indexed, failed, skipped } = job;
  if (indexed + failed + skipped === 0) return null;
  return <span>{en.activity.outcome(indexed, failed, skipped)}</span>;
}

const icons = { finished: CircleCheck, failed: CircleAlert, cancelled: CircleSlash };

/** A job that ended, in one line. */
export function EndedJob({ job }: { job: Job }): ReactNode {
  const state = job.state === 'failed' || job.state === 'cancelled' ? job.state : 'finished';
  const Icon = icons[state];
  return (
    <li className="ended-job" data-testid="ended-job" data-state={state}>
      <Icon aria-hidden />
      <div className="grow">
        <p className="ellipsis">{jobTitle(job)}</p>
        <p className="quiet numbers">{job.failure === null ? <Outcome job={job} /> : codeText(job.failure.code)}</p>
      </div>
      <span className="quiet numbers">
        {en.activity.states[state]}
        {job.finishedMs === null ? null : `, ${formatMoment(job.finishedMs)}`}
      </span>
    </li>
  );
}
