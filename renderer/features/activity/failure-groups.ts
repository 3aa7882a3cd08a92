import type { Failure } from '../../../app/contract/jobs.ts';

/** Files that have the same trouble. */
export interface FailureGroup {
  readonly code: string;
  readonly failures: readonly Failure[];
}

export interface FailureGroups {
  /** Could not be read. */
  readonly failed: readonly FailureGroup[];
  /** Left out on purpose. */
  readonly skipped: readonly FailureGroup[];
}

/** Groups failures by their reason, the largest group first; what was left out on purpose stands apart. */
export function groupFailures(failures: readonly Failure[]): FailureGroups {
  return { failed: groupsOf(failures, 'failed'), skipped: groupsOf(failures, 'skipped') };
}

function groupsOf(failures: readonly Failure[], state: Failure['state']): FailureGroup[] {
  const groups = Map.groupBy(
    failures.filter((failure) => failure.state === state),
    ({ code }) => code,
  );
  return [...groups]
    .map(([code, failures]) => ({ code, failures }))
    .toSorted((a, b) => b.failures.length - a.failures.length);
}

/** The folder that a file lies in. */
export function folderOf({ path, name }: Failure): string {
  return path.slice(0, Math.max(1, path.length - name.length - 1));
}
