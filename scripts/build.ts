/** @file `npm run build`: the page into dist/renderer, every entry into dist/entry. */
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build as bundle, type BuildOptions } from 'esbuild';
import { build as buildPage } from 'vite';
import { root } from './root.ts';

const modules = ['cli', 'engine-process', 'inference-process', 'media-process', 'probe-process', 'electron-main'];

const shared: BuildOptions = {
  absWorkingDir: root,
  bundle: true,
  platform: 'node',
  outdir: 'dist/entry',
  packages: 'external',
  external: ['electron'],
  target: 'node24',
  logLevel: 'warning',
};

/** Bundles the project's own code; packages stay beside it, for several of them are native. */
async function buildEntries(): Promise<void> {
  await rm(join(root, 'dist', 'entry'), { recursive: true, force: true });
  const entryPoints = modules.map((name) => `app/entry/${name}.ts`);
  await bundle({ ...shared, entryPoints, format: 'esm' });
  const preload = { ...shared, packages: 'bundle' as const, format: 'cjs' as const, outExtension: { '.js': '.cjs' } };
  await bundle({ ...preload, entryPoints: ['app/entry/preload.ts'] });
}

/** Builds everything that runs. */
export async function build(): Promise<void> {
  await Promise.all([buildEntries(), buildPage({ configFile: join(root, 'vite.config.ts'), logLevel: 'warn' })]);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) await build();
