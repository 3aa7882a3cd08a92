import { readdirSync, readFileSync } from 'node:fs';

/** Why memory cannot be measured here; null where it can. */
export const noResidentMemory: string | null = process.platform === 'linux' ? null : 'memory is read from /proc: Linux';

interface Process {
  readonly pid: number;
  readonly parent: number;
  readonly residentMB: number;
}

/** Megabytes in memory of this process and of all that it started. */
export function residentMB(): number {
  return family().reduce((sum, process) => sum + process.residentMB, 0);
}

/** How many processes this one has started that are there. */
export const childCount = (): number => family().length - 1;

function family(): Process[] {
  const all = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap(readProcess);
  const members = all.filter(({ pid }) => pid === process.pid);
  // Appending while it is walked brings in children of children.
  for (const { pid } of members) members.push(...all.filter(({ parent }) => parent === pid));
  return members;
}

function readProcess(pid: string): Process[] {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    const number = (field: string): number => Number(new RegExp(`^${field}:\\s+(\\d+)`, 'm').exec(status)?.[1] ?? 0);
    return [{ pid: Number(pid), parent: number('PPid'), residentMB: number('VmRSS') / 1024 }];
  } catch {
    return [];
  }
}
