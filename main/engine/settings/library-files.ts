import { join } from 'node:path';

/** Where things lie in a library folder. */
export interface LibraryFiles {
  readonly directory: string;
  readonly database: string;
  readonly thumbnails: string;
  readonly previews: string;
  readonly backups: string;
  readonly logs: string;
  readonly models: string;
}

export const libraryFiles = (directory: string): LibraryFiles => ({
  directory,
  database: join(directory, 'library.db'),
  thumbnails: join(directory, 'thumbnails'),
  previews: join(directory, 'previews'),
  backups: join(directory, 'backups'),
  logs: join(directory, 'logs'),
  models: join(directory, 'models'),
});
