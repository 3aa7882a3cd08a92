/** @file Where the parts of the program are, whether it runs from source or as built by `npm run build`. */
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { ProcessEntry } from '../../main/platform/process.ts';

const here = dirname(fileURLToPath(import.meta.url));
const built = !import.meta.url.endsWith('.ts');
const root = join(here, '..', '..');

/** The script of a process of the engine's own. */
export const processScript = (entry: ProcessEntry | 'engine'): string =>
  join(here, `${entry}-process.${built ? 'js' : 'ts'}`);

/** The built page. */
export const pageDirectory = join(root, 'dist', 'renderer');

/** @param resources the app's resource folder, once it is packaged. */
export function starterDirectory(resources: string | undefined): string {
  const packaged = join(resources ?? '', 'models', 'starter');
  return resources !== undefined && existsSync(packaged) ? packaged : join(root, 'models', 'starter');
}
