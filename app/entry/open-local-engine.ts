import type { OpenEngine } from '../../main/engine/open-engine.ts';
import { isOnBattery } from '../../main/platform/battery.ts';
import { createNodeSpawner } from '../../main/platform/node-spawner.ts';
import { hostSecrets } from './host-secrets.ts';
import { processScript } from './locations.ts';
import { startEngine, type EngineStart } from './start-engine.ts';

/** The engine in this very process, for one command: it does not keep the library in step by itself. */
export function openLocalEngine(
  libraryDirectory: string,
  spawn: EngineStart['spawn'] = (logger) => createNodeSpawner({ entryPath: processScript, logger }),
): Promise<OpenEngine> {
  return startEngine({
    libraryDirectory,
    host: 'cli',
    mediaBase: '/media',
    capabilities: { nativeFolderPicker: false, revealFile: false, dropFolders: false },
    spawn,
    roots: null,
    keepInStep: false,
    onBattery: isOnBattery,
    secrets: hostSecrets(libraryDirectory),
  });
}
