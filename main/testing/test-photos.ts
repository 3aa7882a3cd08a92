import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const besideRepository = fileURLToPath(new URL('../../../shared/photos', import.meta.url));

/** The folder of real photos that tests read, or null where there is none: such tests are skipped and say so. */
export const testPhotos: string | null =
  [process.env['AFTERIMAGE_TEST_PHOTOS'], besideRepository].find(
    (path) => path !== undefined && existsSync(join(path, 'captioned')),
  ) ?? null;

export const noTestPhotos = 'no test photos: set AFTERIMAGE_TEST_PHOTOS';
