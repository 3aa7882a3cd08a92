import { AppError } from '../../app/contract/errors.ts';

export type Priority = 'interactive' | 'backfill';

/** Hands workers to jobs, one job a worker; interactive jobs first, and `reserved` workers for them alone. */
export interface FairQueue<Worker> {
  run<T>(priority: Priority, job: (worker: Worker) => Promise<T>, signal?: AbortSignal): Promise<T>;
  /** At most this many backfill jobs at once; never more than the workers that are not reserved. */
  setBackfillLimit(limit: number): void;
  /** Fails everything that waits. */
  close(): void;
}

interface Waiting<Worker> {
  readonly priority: Priority;
  start(worker: Worker): void;
  fail(error: AppError): void;
}

export function createFairQueue<Worker>(workers: readonly Worker[], options: { reserved: number }): FairQueue<Worker> {
  const idle = [...workers];
  const most = workers.length - options.reserved;
  let backfillLimit = most;
  let backfillRunning = 0;
  let closed = false;
  let waiting: Waiting<Worker>[] = [];

  function startNext(): void {
    for (;;) {
      const next =
        waiting.find(({ priority }) => priority === 'interactive') ??
        (backfillRunning < backfillLimit ? waiting[0] : undefined);
      const worker = next === undefined ? undefined : idle.pop();
      if (next === undefined || worker === undefined) return;
      waiting = waiting.filter((entry) => entry !== next);
      next.start(worker);
    }
  }

  async function work<T>(priority: Priority, worker: Worker, job: (worker: Worker) => Promise<T>): Promise<T> {
    if (priority === 'backfill') backfillRunning += 1;
    try {
      return await job(worker);
    } finally {
      if (priority === 'backfill') backfillRunning -= 1;
      idle.push(worker);
      startNext();
    }
  }

  return {
    run: (priority, job, signal) =>
      new Promise((resolve, reject) => {
        if (closed) return reject(new AppError('unavailable', 'The media processes are stopped.'));
        const entry: Waiting<Worker> = {
          priority,
          start: (worker) => {
            signal?.removeEventListener('abort', cancel);
            work(priority, worker, job).then(resolve, reject);
          },
          fail: reject,
        };
        function cancel(): void {
          waiting = waiting.filter((other) => other !== entry);
          reject(new AppError('cancelled', 'The call was cancelled.'));
        }
        if (signal?.aborted === true) return cancel();
        signal?.addEventListener('abort', cancel, { once: true });
        waiting.push(entry);
        startNext();
      }),
    setBackfillLimit(limit) {
      backfillLimit = Math.max(0, Math.min(most, limit));
      startNext();
    },
    close() {
      closed = true;
      for (const entry of waiting) entry.fail(new AppError('unavailable', 'The media processes are stopped.'));
      waiting = [];
    },
  };
}
