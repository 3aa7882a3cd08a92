/** @file Every word on the screen, apart from those for errors (errors.ts) and certainty (probability-words.ts). */
import { formatCount, formatDuration } from './format.ts';

const photos = (count: number): string => `${formatCount(count)} ${count === 1 ? 'photo' : 'photos'}`;
const files = (count: number): string => `${formatCount(count)} ${count === 1 ? 'file' : 'files'}`;

export const en = {
  product: 'Afterimage',
  close: 'Close',
  cancel: 'Cancel',
  tryAgain: 'Try again',
  loading: 'Loading…',
  photos,
  files,

  connection: {
    connecting: 'Starting Afterimage…',
    slow: 'Still waiting for the engine. Trying again…',
    lost: 'Connection lost. Trying again…',
    refusedTitle: 'Open the address that the program printed',
    refused:
      'This page has no key to your library, or its key has expired. Afterimage prints an address with a one-time key when it starts; open that address in this browser.',
    failedTitle: 'Afterimage could not start',
    screenFailedTitle: 'This screen stopped working',
    screenFailed: 'Your library is not affected. Open the screen again.',
  },

  rail: {
    label: 'Library',
    library: 'Library',
    favourites: 'Favourites',
    conversations: 'Conversations',
    folders: 'Folders',
    addFolder: 'Add folder',
    activity: 'Activity',
    models: 'Models',
    settings: 'Settings',
    collapse: 'Hide the names',
    expand: 'Show the names',
    folderState: {
      online: '',
      scanning: 'Looking for photos',
      gone: 'Not connected',
      unreadable: 'Cannot be read',
    },
    ring: (percent: number) => `${percent} percent done`,
    rate: (perSecond: number, secondsLeft: number | null) =>
      secondsLeft === null
        ? `${formatCount(Math.round(perSecond))}/s`
        : `${formatCount(Math.round(perSecond))}/s, ${formatDuration(secondsLeft)}`,
    paused: 'Paused',
    problems: (count: number) => `${files(count)} with problems`,
  },

  folders: {
    added: (count: number) =>
      count === 1
        ? 'Added. Photos appear as they are read.'
        : `${formatCount(count)} added. Photos appear as they are read.`,
  },
};
