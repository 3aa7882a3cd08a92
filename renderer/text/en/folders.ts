import { formatCount } from '../format.ts';
import { photos } from './counts.ts';

export const folders = {
  added: (count: number) =>
    count === 1
      ? 'Added. Photos appear as they are read.'
      : `${formatCount(count)} added. Photos appear as they are read.`,
  rescan: 'Look for changes',
  rescanStarted: 'Looking for new, changed and deleted files',
  remove: 'Remove',
  about: (action: string, name: string) => `${action}: ${name}`,
  removeTitle: 'Remove this folder from the library?',
  removeText: (name: string, count: number) =>
    `${photos(count)} of “${name}” will leave the library. The files themselves are not touched, and favourites come back if you add the folder again.`,
  removed: (count: number) => `${photos(count)} left the library`,
  gone: 'This folder is not connected. Its photos can be searched, and full pictures return when the disk does.',
  unreadable: 'Afterimage is not allowed to read this folder. Change its permissions, then look for changes.',
  pickerTitle: 'Add a folder',
  roots: 'Places',
  up: 'Up one folder',
  path: 'Where you are',
  here: (count: number) =>
    count === 0 ? 'No photos directly in this folder' : `${photos(count)} directly in this folder`,
  noFolders: 'No folders in here',
  list: 'Folders',
  notReadable: 'not readable',
  addThis: 'Add this folder',
  chooseFirst: 'Open the folder that you want.',
  drop: 'Drop folders or photos to add them',
  dropUnknown: 'These are not files on this computer. Save them first, then add their folder.',
  dropNote: 'The files stay where they are.',
};

export const firstRun = {
  title: 'Find your photos by what is in them',
  text: 'Add a folder. Afterimage reads the photos where they are, and everything stays on this computer: no account, no upload, and no file is ever changed.',
  points: [
    'Search in plain words, with dates, places and cameras: “dog on a beach before:2020”.',
    'Choose up to twelve photos and ask about them.',
    'Every answer says how it came about and how sure it is.',
  ],
  modelTitle: (title: string) => `About the built-in model, ${title}`,
  addFolder: 'Add folder',
  addNote: 'or drop folders anywhere in this window',
  skip: 'Look around first',
  openModels: 'More about the model',
};
