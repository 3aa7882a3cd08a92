import { mkdir, writeFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Settings } from '../../../app/contract/settings.ts';
import { silentLogger as logger } from '../../platform/testing/silent-logger.ts';
import { openDatabase } from '../../store/database.ts';
import { openExactVectorIndex } from '../../store/exact-vector-index.ts';
import { createSettingsStore } from '../../store/settings.ts';
import { fillLibrary } from '../../store/testing/fill-library.ts';
import { temporaryFolder } from '../../testing/temporary-folder.ts';
import { createJobs } from '../jobs/create-jobs.ts';
import { createSettings } from './create-settings.ts';
import { libraryFiles } from './library-files.ts';

const context = { signal: new AbortController().signal, connection: 'test' };
const vectorOf = () => new Float32Array([1, 0]);

async function openSettings() {
  const folder = await temporaryFolder();
  const db = openDatabase(':memory:');
  fillLibrary(db, { photos: 3, modelKey: 'test@1', vectorOf });
  const files = libraryFiles(folder.path);
  const vectors = openExactVectorIndex({ modelKey: 'test@1', dim: 2, rows: [{ photoId: 1, vector: vectorOf() }] });
  const jobs = createJobs({ block: () => null, logger });
  const told: Settings[] = [];
  const settings = createSettings({
    db,
    files,
    store: createSettingsStore(db),
    roots: null,
    search: { clear: () => vectors.clear() },
    jobs,
    onUpdate: (before) => void told.push(before),
    onReset: () => undefined,
  });
  return {
    settings,
    files,
    vectors,
    told,
    async [Symbol.asyncDispose]() {
      await jobs[Symbol.asyncDispose]();
      db.close();
      await folder[Symbol.asyncDispose]();
    },
  };
}

describe('the settings', () => {
  it('forget everything though a photo that is being read still writes its thumbnail', async () => {
    await using opened = await openSettings();
    const { settings, files, vectors } = opened;
    const writing = (async () => {
      for (let at = 0; at < 60; at += 1) {
        const inner = join(files.thumbnails, String(at % 3));
        await mkdir(inner, { recursive: true });
        await writeFile(join(inner, `${at}.jpg`), 'picture').catch(() => undefined);
      }
    })();
    const reset = settings.reset({ what: 'everything', confirm: 'reset' }, context);
    expect(vectors.size).toBe(0);
    await reset;
    await writing;
    await settings.reset({ what: 'everything', confirm: 'reset' }, context);
    expect(existsSync(files.thumbnails)).toBe(false);
  });

  it('say what they were before, so that a raised limit is noticed', async () => {
    await using opened = await openSettings();
    await opened.settings.update({ limits: { megapixels: 400 } }, context);
    expect(opened.told.map(({ limits }) => limits.megapixels)).toEqual([300]);
  });
});
