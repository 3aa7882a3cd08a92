import type { Job } from '../../app/contract/jobs.ts';
import { formatBytes } from './format-bytes.ts';

const barWidth = 24;

/** A job on one line of a terminal: a bar where the total is known, the rate and the time left. */
export function progressLine({ title, progress, waitingFor }: Job): string {
  const { phase, done, total, unit, perSecond, secondsLeft } = progress;
  if (waitingFor !== null) return `${title}: waiting (${waitingFor.replaceAll('_', ' ')})`;
  const count = unit === 'bytes' ? formatBytes : String;
  if (total === null || total === 0) return `${title}: ${phase}, ${count(done)}${unit === 'bytes' ? '' : ` ${unit}`}`;
  const filled = Math.round((done / total) * barWidth);
  const bar = '█'.repeat(filled) + '░'.repeat(barWidth - filled);
  const rate = perSecond === null ? '' : `  ${count(Math.round(perSecond))}/s`;
  const left = secondsLeft === null ? '' : `  ${formatSeconds(secondsLeft)} left`;
  return `${title}: ${bar} ${count(done)}/${count(total)}${rate}${left}`;
}

function formatSeconds(seconds: number): string {
  return seconds < 90 ? `${Math.ceil(seconds)} s` : `${Math.ceil(seconds / 60)} min`;
}
