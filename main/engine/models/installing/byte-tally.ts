import type { JobContext } from '../../jobs/create-jobs.ts';

export interface ByteTally {
  /** So many bytes of a file are here. */
  present(path: string, bytes: number): void;
}

/** A job's progress in bytes, which does not fall where a file has to be fetched anew. */
export function createByteTally({ advance }: Pick<JobContext, 'advance'>): ByteTally {
  const most = new Map<string, number>();
  return {
    present(path, bytes) {
      const before = most.get(path) ?? 0;
      if (bytes <= before) return;
      most.set(path, bytes);
      advance(bytes - before);
    },
  };
}
