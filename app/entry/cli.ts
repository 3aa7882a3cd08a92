#!/usr/bin/env node
/** @file `afterimage COMMAND`: exit code 0 done, 1 the person's mistake, 2 a fault. */
import { writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { CommanderError } from 'commander';
import packageFile from '../../package.json' with { type: 'json' };
import { createProgram, type CommandHost } from '../../main/cli/create-program.ts';
import { createOutput, exitCodeOf } from '../../main/cli/output.ts';
import { whenFree } from '../../main/cli/when-free.ts';
import { defaultLibraryDirectory } from '../../main/platform/paths.ts';
import { isCancelled } from '../contract/errors.ts';
import { openInBrowser } from '../../main/platform/open-in-browser.ts';
import { connectEngine } from './connect-engine.ts';
import { startHeadless } from './headless.ts';
import { openLocalEngine } from './open-local-engine.ts';
import { untilAsked } from './stop-signals.ts';

const libraryDirectory = (given: string | undefined): string =>
  resolve(
    given ?? process.env['AFTERIMAGE_LIBRARY'] ?? defaultLibraryDirectory(process.platform, process.env, homedir()),
  );
const wantsJson = process.argv.includes('--json');
const interrupt = new AbortController();

const host: CommandHost = {
  version: packageFile.version,
  lines: createLines(),
  fail: (exitCode) => (process.exitCode = exitCode),
  async run({ library, json }, work) {
    void untilAsked().then(() => interrupt.abort());
    await using engine = await whenFree(() => openLocalEngine(libraryDirectory(library)), {
      signal: interrupt.signal,
      say: (line) => json || console.error(line),
    });
    using connection = connectEngine(engine);
    const { engine: client, local } = connection;
    await work({ engine: client, local, output: createOutput(json, process), signal: interrupt.signal });
  },
  async serve(library, { port, roots, add, json, tokenFile, open }) {
    await using running = await startHeadless({
      libraryDirectory: libraryDirectory(library),
      roots: roots.length > 0 ? roots.map((root) => resolve(root)) : [homedir()],
      port,
      folders: add.map((folder) => resolve(folder)),
    });
    const { url } = running.host;
    if (tokenFile !== undefined) await writeFile(tokenFile, `${url}\n`, { mode: 0o600 });
    const shown = tokenFile === undefined ? url : `http://127.0.0.1:${running.host.port}/`;
    console.log(
      json ? JSON.stringify({ type: 'listening', url: shown }) : `Afterimage is at ${shown}\nCtrl+C ends it.`,
    );
    if (open) openInBrowser(url);
    await untilAsked();
  },
};

function createLines(): AsyncIterable<string> {
  return { [Symbol.asyncIterator]: () => createInterface({ input: process.stdin })[Symbol.asyncIterator]() };
}

// A reader such as `head` that has seen enough is no fault.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit(0);
});

try {
  await createProgram(host).parseAsync();
} catch (error) {
  if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? 0 : 1;
  else if (isCancelled(error)) process.exitCode = 130;
  else {
    createOutput(wantsJson, process).error(error);
    process.exitCode = exitCodeOf(error);
  }
}
