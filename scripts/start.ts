/** @file `npm start [-- FOLDER ...]`: builds, then opens the app, in Electron or else in the browser. */
import { spawn } from 'node:child_process';
import { resolve } from 'node:path';
import { build } from './build.ts';
import { electronRuntime } from './electron-runtime.ts';
import { root } from './root.ts';

const startUpMs = 10_000;

const folders = process.argv.slice(2).map((folder) => resolve(process.env['INIT_CWD'] ?? '.', folder));
const hasDisplay =
  process.platform !== 'linux' || Boolean(process.env['DISPLAY']) || Boolean(process.env['WAYLAND_DISPLAY']);

await build();
process.exitCode = await open();

async function open(): Promise<number> {
  const reason = await openElectron();
  if (reason === null) return 0;
  console.log(`${reason}, so Afterimage serves the same app to your browser instead.`);
  const adding = folders.flatMap((folder) => ['--add', folder]);
  const { code } = await run(process.execPath, [
    'app/entry/cli.ts',
    'serve',
    ...(hasDisplay ? ['--open'] : []),
    ...adding,
  ]);
  return code;
}

/** Null once the person has closed the app; else why it could not open. */
async function openElectron(): Promise<string | null> {
  if (!hasDisplay) return 'There is no display here';
  if (process.platform === 'linux' && process.getuid?.() === 0) return 'Electron does not run as root';
  const runtime = electronRuntime({ mayDownload: true });
  if ('missing' in runtime) return runtime.missing;
  const { code, tookMs } = await run(runtime.path, ['.', ...folders]);
  return code !== 0 && tookMs < startUpMs ? `Electron ended with code ${code} as it started` : null;
}

function run(command: string, args: readonly string[]): Promise<{ code: number; tookMs: number }> {
  const started = performance.now();
  const child = spawn(command, args, { cwd: root, stdio: 'inherit' });
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => child.kill(signal));
  return new Promise((settle) => {
    const end = (code: number): void => settle({ code, tookMs: performance.now() - started });
    child.once('error', () => end(1));
    child.once('exit', (code) => end(code ?? 0));
  });
}
