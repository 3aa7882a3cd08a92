import { Pause, Play, X } from 'lucide-react';
import type { ReactNode } from 'react';
import type { Job } from '../../../app/contract/jobs.ts';
import { en } from '../../text/en.ts';
import { Button } from '../../ui/button.tsx';
import { jobTitle, progressText, shareDone } from './job-text.ts';
import { useJobActions } from './use-job-actions.ts';
import './activity.css';

interface JobProgressProps {
  readonly job: Job;
  /** In place of cancelling the job itself. */
  readonly onCancel?: (() => void) | undefined;
}

/** A job inside the card of what it works on: a bar, how far and how fast, and the ways to hold it. */
export function JobProgress({ job, onCancel }: JobProgressProps): ReactNode {
  return (
    <div className="job stack" data-testid="job-progress" data-state={job.state}>
      <JobBar job={job} />
      <div className="row" data-wrap>
        <p className="grow job-now numbers">{stateText(job)}</p>
        <JobButtons job={job} onCancel={onCancel} />
      </div>
    </div>
  );
}

export function JobBar({ job }: { job: Job }): ReactNode {
  const share = shareDone(job.progress);
  const running = job.state === 'running' && job.waitingFor === null;
  return (
    <progress
      className="progress"
      data-tone={running ? undefined : 'quiet'}
      aria-label={jobTitle(job)}
      {...(share === null ? (running ? {} : { value: 0 }) : { value: share })}
    />
  );
}

function stateText(job: Job): string {
  if (job.state === 'queued') return en.activity.states.queued;
  const waiting = job.waitingFor === null ? [] : [en.activity.waitingFor[job.waitingFor]];
  return [progressText(job), ...waiting].join(' · ');
}

export function JobButtons({ job, onCancel }: JobProgressProps): ReactNode {
  const { pause, resume, cancel } = useJobActions(job.jobId);
  const words = en.activity;
  const about = (action: string): string => words.about(jobTitle(job), action);
  return (
    <>
      {job.state === 'running' ? (
        <Button aria-label={about(words.pause)} icon={<Pause aria-hidden />} onClick={pause}>
          {words.pause}
        </Button>
      ) : null}
      {job.state === 'paused' ? (
        <Button kind="outline" aria-label={about(words.resume)} icon={<Play aria-hidden />} onClick={resume}>
          {words.resume}
        </Button>
      ) : null}
      <Button aria-label={about(words.cancel)} icon={<X aria-hidden />} onClick={onCancel ?? cancel}>
        {words.cancel}
      </Button>
    </>
  );
}
