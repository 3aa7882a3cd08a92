/** @file The app is updated and brings another built-in model: the library goes on with it, on its own. */
import { cp, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it, vi } from 'vitest';
import { connectEngine, type EngineConnection } from '../../app/entry/connect-engine.ts';
import { hostSecrets } from '../../app/entry/host-secrets.ts';
import { processScript, starterDirectory } from '../../app/entry/locations.ts';
import { startEngine } from '../../app/entry/start-engine.ts';
import { drawSampleLibrary } from '../../e2e/fixtures/sample-library.ts';
import { ModelManifest, modelKeyOf } from '../../models/manifest.ts';
import { createNodeSpawner } from '../platform/node-spawner.ts';
import { openDatabase } from '../store/database.ts';
import { vectorKeys, vectorSet } from '../store/vector-sets.ts';
import { temporaryFolder } from '../testing/temporary-folder.ts';
import { libraryFiles } from './settings/library-files.ts';

const photos = 12;

/** A packaged app's resources with the built-in model as another revision. */
async function resourcesOf(folder: string, revision: string): Promise<{ resources: string; key: string }> {
  const resources = join(folder, `app-${revision}`);
  const model = join(resources, 'models', 'starter');
  await cp(starterDirectory(undefined), model, { recursive: true });
  const path = join(model, 'manifest.json');
  const manifest = { ...ModelManifest.parse(JSON.parse(await readFile(path, 'utf8'))), revision };
  await writeFile(path, JSON.stringify(manifest));
  return { resources, key: modelKeyOf(manifest) };
}

function openApp(libraryDirectory: string, resources: string) {
  return startEngine({
    libraryDirectory,
    resources,
    host: 'headless',
    mediaBase: '/media',
    capabilities: { nativeFolderPicker: false, revealFile: false, dropFolders: false },
    spawn: (logger) => createNodeSpawner({ entryPath: processScript, logger }),
    roots: null,
    keepInStep: true,
    onBattery: () => false,
    secrets: hostSecrets(libraryDirectory),
  });
}

const allIndexed = ({ engine }: EngineConnection): Promise<void> =>
  vi.waitFor(async () => expect((await engine.library.folders({})).counts.indexed).toBe(photos), 60_000);

it('shows every photo to the new model, searches with it and lets the old vectors go', async () => {
  await using folder = await temporaryFolder();
  const [library, pictures] = [join(folder.path, 'library'), join(folder.path, 'pictures')];
  await drawSampleLibrary(pictures, { count: photos });
  const [old, updated] = [await resourcesOf(folder.path, 'old'), await resourcesOf(folder.path, 'updated')];
  const vectorsOf = (key: string): number => {
    const db = openDatabase(libraryFiles(library).database);
    try {
      expect(vectorKeys(db)).toEqual([key]);
      return vectorSet(db, key).vectors;
    } finally {
      db.close();
    }
  };
  {
    await using app = await openApp(library, old.resources);
    using connection = connectEngine(app);
    await connection.engine.library.add({ paths: [pictures] });
    await allIndexed(connection);
  }
  expect(vectorsOf(old.key)).toBe(photos);
  {
    await using app = await openApp(library, updated.resources);
    using connection = connectEngine(app);
    await allIndexed(connection);
    const { state, hits } = await connection.engine.search.query({
      text: 'a mountain',
      minimumProbability: 0,
      limit: 3,
    });
    expect([state, hits.length]).toEqual(['found', 3]);
  }
  expect(vectorsOf(updated.key)).toBe(photos);
}, 120_000);
