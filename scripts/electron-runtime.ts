import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { createRequire } from 'node:module';

const downloadTimeoutMs = 10 * 60_000;

export type ElectronRuntime = { readonly path: string } | { readonly missing: string };

/** Electron's executable, fetched once where it may be, or why there is none. */
export function electronRuntime({ mayDownload }: { mayDownload: boolean }): ElectronRuntime {
  const found = findElectron();
  if (found !== null) return { path: found };
  if (!mayDownload) return { missing: "Electron's runtime is not on this machine" };
  console.log("Fetching Electron's runtime (about 120 MB, once) ...");
  const installer = join(packageDirectory(), 'install.js');
  const { status } = spawnSync(process.execPath, [installer], { stdio: 'ignore', timeout: downloadTimeoutMs });
  const fetched = status === 0 ? findElectron() : null;
  return fetched === null ? { missing: "Electron's runtime cannot be fetched here" } : { path: fetched };
}

function findElectron(): string | null {
  const directory = packageDirectory();
  const name = existsSync(join(directory, 'path.txt')) ? readFileSync(join(directory, 'path.txt'), 'utf8') : 'electron';
  const path = join(process.env['ELECTRON_OVERRIDE_DIST_PATH'] ?? join(directory, 'dist'), name);
  return existsSync(path) ? path : null;
}

function packageDirectory(): string {
  return dirname(createRequire(import.meta.url).resolve('electron/package.json'));
}
