import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

const debianPackage = 'chromium';
const timeoutMs = 5 * 60_000;

/** Null where a Chromium is there, or could be installed as root on Debian or Ubuntu; else why there is none. */
export async function ensureChromium(): Promise<string | null> {
  if ((await findChromium()) !== null) return null;
  if (process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
    console.log(`\nNo Chromium here: installing Debian's package ${debianPackage} ...`);
    apt('update', '-qq');
    apt('install', '-y', '-qq', debianPackage);
    if (existsSync('/usr/bin/chromium')) return null;
  }
  return 'there is no Chromium; install one with: npx playwright install chromium';
}

function apt(...args: string[]): void {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  spawnSync('apt-get', args, { stdio: ['ignore', 'ignore', 'inherit'], env, timeout: timeoutMs });
}

async function findChromium(): Promise<string | null> {
  return (await import('../e2e/fixtures/chromium.ts')).chromiumPath;
}
