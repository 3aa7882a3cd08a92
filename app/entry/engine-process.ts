/** @file The engine in a process of its own, started by Electron's main process. */
import { z } from 'zod';
import { photoBase } from '../../main/electron/pages/addresses.ts';
import { serveShell, type ParentPort } from '../../main/electron/processes/serve-shell.ts';
import { startEngine } from './start-engine.ts';

/** What Electron's main process decides. */
const Configuration = z.object({ libraryDirectory: z.string().min(1), resources: z.string().optional() });

const { libraryDirectory, resources } = Configuration.parse(JSON.parse(process.argv.at(-1) ?? 'null'));
const { parentPort } = process as unknown as { readonly parentPort: ParentPort };

await serveShell(parentPort, ({ spawner, onBattery, secrets }) =>
  startEngine({
    libraryDirectory,
    host: 'electron',
    mediaBase: photoBase,
    capabilities: { nativeFolderPicker: true, revealFile: true, dropFolders: true },
    spawn: spawner,
    roots: null,
    keepInStep: true,
    onBattery,
    secrets,
    resources,
  }),
);
process.exit(0);
