import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { openDatabase } from '../../main/store/database.ts';
import { noTestPhotos, testPhotos } from '../../main/testing/test-photos.ts';
import { temporaryFolder } from '../../main/testing/temporary-folder.ts';
import { runCli, startCli } from './run-cli.ts';

const photos = join(testPhotos ?? '', 'captioned');
const kills = 5;
const longestMs = 1800;
const photoSql = `
  SELECT CAST(photo_id AS TEXT) AS photoId, name, content_hash AS hash,
         (SELECT group_concat(step || '=' || state) FROM work WHERE work.photo_id = photo.photo_id) AS states
  FROM photo ORDER BY name`;

test.skipIf(testPhotos === null)(
  `killed five times, the library ends as if it never was (${noTestPhotos})`,
  async () => {
    await using killed = await temporaryFolder();
    await using whole = await temporaryFolder();
    const seen = new Map<string, string>();
    for (let kill = 0; kill < kills; kill++) {
      const child = startCli(killed.path, ['add', photos]);
      await delay(Math.random() * longestMs);
      child.kill('SIGKILL');
      if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
      for (const { name, photoId } of readPhotos(killed.path)) {
        expect(seen.get(name) ?? photoId, `${name} kept its id`).toBe(photoId);
        seen.set(name, photoId);
      }
    }
    expect((await runCli(killed.path, ['add', photos])).code).toBe(0);
    expect((await runCli(whole.path, ['add', photos])).code).toBe(0);

    const after = readPhotos(killed.path);
    expect(after).toHaveLength(51);
    expect(new Set(after.map(({ photoId }) => photoId)).size).toBe(51);
    for (const { name, photoId } of after) expect(seen.get(name) ?? photoId).toBe(photoId);
    expect(after.map(withoutId)).toEqual(readPhotos(whole.path).map(withoutId));
  },
);

interface Photo {
  readonly photoId: string;
  readonly name: string;
  readonly hash: string | null;
  readonly states: string;
}

const withoutId = ({ name, hash, states }: Photo) => ({ name, hash, states });

function readPhotos(library: string): Photo[] {
  try {
    const db = openDatabase(join(library, 'library.db'));
    const rows = db.prepare(photoSql).all() as Photo[];
    db.close();
    return rows;
  } catch {
    return [];
  }
}
