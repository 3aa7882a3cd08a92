import type { Progress } from '../../../app/contract/jobs.ts';
import { formatBytes, formatBytesOf, formatCount, formatDuration, formatRate } from '../format.ts';
import { photos, files } from './counts.ts';

export const activity = {
  title: 'Activity',
  jobs: 'Now',
  idle: 'Nothing is running. Everything that can be read has been read.',
  idleEmpty: 'Nothing is running, and the library is empty.',
  idlePending: (count: number) => `${photos(count)} still to be read.`,
  phases: {
    scanning: 'Looking for files',
    indexing: 'Reading photos',
    moving: 'Moving',
    backing_up: 'Copying',
    downloading: 'Downloading',
    verifying: 'Checking files',
    probing: 'Trying devices',
  },
  kinds: {
    index: 'Indexing',
    move_library: 'Moving the library',
    backup: 'Backup',
    install_model: 'Installing',
    verify_model: 'Checking',
    switch_search: 'Preparing search with',
    probe_model: 'Trying devices for',
  },
  states: {
    queued: 'Waiting',
    finished: 'Done',
    failed: 'Failed',
    cancelled: 'Cancelled',
  },
  progress: (done: number, total: number | null, unit: Progress['unit']) => {
    if (unit === 'bytes') return total === null ? formatBytes(done) : formatBytesOf(done, total);
    return total === null ? `${formatCount(done)} ${unit}` : `${formatCount(done)} of ${formatCount(total)} ${unit}`;
  },
  /** Nothing for devices: each takes as long as it takes. */
  rate: (perSecond: number, unit: Progress['unit']) => {
    if (unit === 'devices') return null;
    return unit === 'bytes' ? `${formatBytes(perSecond)}/s` : `${formatRate(perSecond)} ${unit} a second`;
  },
  left: (seconds: number) => `${formatDuration(seconds)} left`,
  outcome: (indexed: number, failed: number, skipped: number) =>
    [
      `${formatCount(indexed)} read`,
      failed > 0 ? `${formatCount(failed)} failed` : '',
      skipped > 0 ? `${formatCount(skipped)} left out` : '',
    ]
      .filter((part) => part !== '')
      .join(', '),
  jobTitle: (kind: string, title: string) => `${kind}: ${title}`,
  waitingFor: {
    paused: 'Paused by you. Resume to go on.',
    indexing_paused: 'Waiting because all indexing is paused.',
    on_battery: 'Waiting for mains power, as set in Settings.',
    new_photos: 'Waiting while new photos are read, so that you can find them soon.',
  },
  ended: 'Lately',
  pausedAll: 'All indexing is paused. What was found so far can be searched.',
  resumeAll: 'Resume indexing',
  pause: 'Pause',
  resume: 'Resume',
  cancel: 'Cancel',
  about: (title: string, action: string) => `${action}: ${title}`,
  counts: 'Library',
  countLabels: {
    photos: 'Photos',
    indexed: 'Ready to search',
    pending: 'Waiting to be read',
    failed: 'Could not be read',
    skipped: 'Left out on purpose',
  },
  notSearched: 'Not searched yet',
  notSearchedText:
    'These files were found beside your photos. Afterimage cannot search them yet and leaves them alone.',
  notSearchedLabels: {
    videos: 'Videos',
    liveMovies: 'Movies of Live Photos',
    raw: 'RAW files without a JPEG',
    other: 'Other files',
  },
  failures: 'Problems',
  noFailures: 'No file has caused a problem.',
  failuresCount: (count: number) => `${files(count)} could not be read or were left out.`,
  failuresShown: (shown: number, total: number) =>
    `The first ${formatCount(shown)} of ${formatCount(total)} are shown.`,
  skipped: 'Left out',
  attempts: (count: number) => `Tried ${formatCount(count)} times.`,
  retry: 'Retry',
  retryAll: 'Retry all',
  retryFile: (name: string) => `Retry ${name}`,
  retrying: (count: number) => `Trying ${files(count)} again`,
  showFew: 'Show fewer',
  showAll: (count: number) => `Show all ${formatCount(count)}`,
  reveal: (name: string) => `Show ${name} in its folder`,
  processes: {
    media: 'The photo reader',
    'inference-interactive': 'The search model',
    'inference-index': 'The indexing model',
    'inference-generate': 'The answering model',
  },
  restarted: (name: string, times: number) =>
    `${name} stopped ${times === 1 ? 'once' : `${formatCount(times)} times`} and was started again. Nothing is lost.`,
  restarting: (name: string) => `${name} stopped and is starting again. Nothing is lost.`,
  deviceOff: (device: string, model: string, reason: string) =>
    `${device} was turned off for ${model}: ${reason} The CPU goes on, and nothing is lost.`,
  processFailed: (name: string) =>
    `${name} stopped several times in a row and stays off. Restart Afterimage; if it happens again, run the checks in Settings.`,
};
