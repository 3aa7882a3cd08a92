import type { Progress } from '../../../app/contract/jobs.ts';
import { formatBytes, formatCount, formatDuration } from '../format.ts';

export const connection = {
  connecting: 'Starting Afterimage…',
  slow: 'Still waiting for the engine. Trying again…',
  lost: 'Connection lost. Trying again…',
  refusedTitle: 'Open the address that the program printed',
  refused:
    'This page has no key to your library, or its key has expired. Afterimage prints an address with a one-time key when it starts; open that address in this browser.',
  failedTitle: 'Afterimage could not start',
  screenFailedTitle: 'This screen stopped working',
  screenFailed: 'Your library is not affected. Open the screen again.',
};

export const rail = {
  title: (screen: string) => `${screen} - Afterimage`,
  label: 'Library',
  library: 'Library',
  favourites: 'Favourites',
  conversations: 'Conversations',
  folders: 'Folders',
  addFolder: 'Add folder',
  activity: 'Activity',
  models: 'Models',
  quality: 'Quality',
  settings: 'Settings',
  collapse: 'Hide the names',
  expand: 'Show the names',
  folderState: { online: '', scanning: 'Looking for photos', gone: 'Not connected', unreadable: 'Cannot be read' },
  ring: (percent: number) => `${percent} percent done`,
  rate: (perSecond: number, unit: Progress['unit'], secondsLeft: number | null) => {
    const rate = unit === 'bytes' ? formatBytes(perSecond) : formatCount(Math.max(1, Math.round(perSecond)));
    return secondsLeft === null ? `${rate}/s` : `${rate}/s, ${formatDuration(secondsLeft)}`;
  },
  paused: 'Paused',
};
