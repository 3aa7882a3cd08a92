import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '../../../app/contract/errors.ts';
import type { MediaSize } from '../../../app/contract/media-url.ts';
import type { PhotoFormat } from '../../../app/contract/photo.ts';
import type { MediaClient } from '../../media/contract.ts';
import { thumbnailPath } from '../../media/thumbnail-path.ts';
import { isWritten } from '../../platform/is-written.ts';
import type { ReadableDb } from '../../store/database.ts';
import { photoFile, type PhotoFile } from '../../store/photos.ts';
import type { LibraryFiles } from '../settings/library-files.ts';
import { prunePreviews } from './prune-previews.ts';

/** A file to serve; `path` is for the host alone. */
export interface MediaFile {
  readonly path: string;
  readonly contentType: string;
  readonly etag: string;
}

export interface MediaFilesOptions {
  readonly db: ReadableDb;
  readonly media: MediaClient;
  readonly files: LibraryFiles;
}

/** What browsers show as it is; the others are converted. */
const shown: Readonly<Partial<Record<PhotoFormat, string>>> = {
  jpeg: 'image/jpeg',
  png: 'image/png',
  webp: 'image/webp',
  gif: 'image/gif',
  avif: 'image/avif',
  bmp: 'image/bmp',
};
const previewsLimitBytes = 2e9;
const pruneEvery = 200;

/** Pictures of photos for the screen, made when first asked for. Rejects `not_found` and the codes of `renderImage`. */
export function createMediaFiles({ db, media, files }: MediaFilesOptions) {
  let rendered = 0;

  async function render(photo: PhotoFile, key: string, size: MediaSize): Promise<MediaFile> {
    const outputPath = join(files.previews, key.slice(0, 2), `${key}-${size}.jpg`);
    if (!(await isWritten(outputPath))) {
      await mkdir(join(files.previews, key.slice(0, 2)), { recursive: true });
      await media.renderImage({ path: photo.path, size, outputPath });
      rendered += 1;
      if (rendered % pruneEvery === 0) await prunePreviews(files.previews, previewsLimitBytes);
    }
    return { path: outputPath, contentType: 'image/jpeg', etag: `${key}-${size}` };
  }

  return async (photoId: number, size: MediaSize): Promise<MediaFile> => {
    const photo = photoFile(db, photoId);
    if (photo === null) throw new AppError('not_found', `There is no photo ${photoId} in the library.`);
    const key = photo.contentHash ?? `pending-${photoId}-${photo.modifiedMs}`;
    if (size === 'grid' && photo.contentHash !== null) {
      const path = thumbnailPath(files.thumbnails, photo.contentHash);
      if (await isWritten(path)) return { path, contentType: 'image/jpeg', etag: `${key}-grid` };
    }
    const contentType = photo.format === null ? undefined : shown[photo.format];
    if (size === 'full' && contentType !== undefined) return { path: photo.path, contentType, etag: `${key}-full` };
    return render(photo, key, size);
  };
}
