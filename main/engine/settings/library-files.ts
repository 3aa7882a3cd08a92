import { rm } from 'node:fs/promises';
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

/** All thumbnails and previews; patient, because a photo that is being read may still write one. */
export async function deletePictures({ thumbnails, previews }: LibraryFiles): Promise<void> {
  for (const pictures of [thumbnails, previews])
    await rm(pictures, { recursive: true, force: true, maxRetries: 10, retryDelay: 50 });
}
