import { arch, availableParallelism, cpus, platform, totalmem } from 'node:os';

/** The machine that a benchmark ran on, in words. */
export function describeMachine(): string {
  const model = cpus()[0]?.model.trim() ?? 'unknown processor';
  const memory = Math.round(totalmem() / 2 ** 30);
  return `${platform()} ${arch()}, ${model}, ${availableParallelism()} cores, ${memory} GiB, Node ${process.versions.node}`;
}
