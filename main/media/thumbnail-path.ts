import { join } from 'node:path';

/** Where the grid thumbnail of a content hash lies; two levels, so that no folder grows too long. */
export const thumbnailPath = (directory: string, contentHash: string): string =>
  join(directory, contentHash.slice(0, 2), `${contentHash}.jpg`);
