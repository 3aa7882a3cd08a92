/** @file Every word on the screen, apart from those for errors (errors.ts) and certainty (probability-words.ts). */
import { files, photos } from './en/counts.ts';
import { connection, rail } from './en/shell.ts';
import { grid, library, selection } from './en/library.ts';
import { search, why } from './en/search.ts';
import { lightbox } from './en/lightbox.ts';
import { chat } from './en/chat.ts';
import { folders, firstRun } from './en/folders.ts';
import { activity } from './en/activity.ts';
import { server } from './en/server.ts';
import { settings } from './en/settings.ts';
import { models } from './en/models.ts';
import { quality } from './en/quality.ts';
import { shortcuts } from './en/shortcuts.ts';

export const en = {
  product: 'Afterimage',
  close: 'Close',
  cancel: 'Cancel',
  tryAgain: 'Try again',
  loading: 'Loading…',
  photos,
  files,
  connection,
  rail,
  grid,
  library,
  selection,
  search,
  why,
  lightbox,
  chat,
  folders,
  firstRun,
  activity,
  server,
  settings,
  models,
  quality,
  shortcuts,
};
