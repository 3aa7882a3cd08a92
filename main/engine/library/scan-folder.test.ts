import { mkdir, rename, rm, symlink, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openDatabase, type WritableDb } from '../../store/database.ts';
import { addFolder, findFolder, listFolders } from '../../store/folders.ts';
import { temporaryFolder } from '../../testing/temporary-folder.ts';
import { scanFolder } from './scan-folder.ts';
import type { WalkOptions } from './walk-folder.ts';

async function openScan() {
  const folder = await temporaryFolder();
  const root = join(folder.path, 'photos');
  await mkdir(root);
  const db = openDatabase(':memory:');
  const folderId = addFolder(db, { path: root, kind: 'folder', nowMs: 1 });
  return {
    db,
    root,
    scan: (options: Partial<WalkOptions> = {}) =>
      scanFolder(db, findFolder(db, folderId)!, { signal: new AbortController().signal, nowMs: 2, ...options }),
    write: (name: string, content = name) => writeFile(join(root, name), content),
    [Symbol.asyncDispose]: async () => {
      db.close();
      await folder[Symbol.asyncDispose]();
    },
  };
}

interface Row {
  readonly photoId: number;
  readonly name: string;
  readonly presence: string;
}

const rowsOf = (db: WritableDb): Row[] =>
  db.prepare('SELECT photo_id AS photoId, name, presence FROM photo ORDER BY name').all() as Row[];
const namesOf = (db: WritableDb): string[] =>
  rowsOf(db)
    .filter(({ presence }) => presence === 'present')
    .map(({ name }) => name);
/** As if the media process had read it. */
const setHash = (db: WritableDb, name: string, hash: string): void =>
  void db.prepare('UPDATE photo SET content_hash = ? WHERE name = ?').run(hash, name);

describe('scanFolder', () => {
  it('finds photos in folders within, and leaves out hidden, system and foreign ones', async () => {
    await using scan = await openScan();
    for (const inner of ['2020 Ålesund', '.hidden', 'Photos.photoslibrary', '@eaDir']) {
      await mkdir(join(scan.root, inner));
      await scan.write(`${inner}/${inner}.jpg`);
    }
    await scan.write('.dot.jpg');
    await scan.write('notes.txt');
    await scan.scan();
    expect(namesOf(scan.db)).toEqual(['2020 Ålesund.jpg']);
    expect(listFolders(scan.db)[0]?.ignored.leftOutFolders).toBe(3);
  });

  it('follows each real folder once, so that a loop of links ends', async () => {
    await using scan = await openScan();
    await scan.write('a.jpg');
    await symlink(scan.root, join(scan.root, 'loop'));
    await scan.scan();
    expect(namesOf(scan.db)).toEqual(['a.jpg']);
  });

  it('counts what is not searched yet, and takes a RAW beside its JPEG for one photo', async () => {
    await using scan = await openScan();
    for (const name of ['a.jpg', 'a.cr2', 'b.nef', 'live.heic', 'live.mov', 'film.mp4', 'readme.md'])
      await scan.write(name);
    await scan.scan();
    expect(namesOf(scan.db)).toEqual(['a.jpg', 'live.heic']);
    expect(listFolders(scan.db)[0]?.ignored).toEqual({
      ignored: 4,
      videos: 1,
      liveMovies: 1,
      raw: 1,
      leftOutFolders: 0,
    });
  });

  it('keeps the id of a file that was moved, by its content', async () => {
    await using scan = await openScan();
    await scan.write('before.jpg', 'the same picture');
    await scan.scan();
    const [photo] = rowsOf(scan.db);
    const { createHash } = await import('node:crypto');
    setHash(scan.db, 'before.jpg', createHash('sha256').update('the same picture').digest('hex'));
    await rename(join(scan.root, 'before.jpg'), join(scan.root, 'after.jpg'));
    await scan.scan();
    expect(rowsOf(scan.db)).toEqual([{ photoId: photo!.photoId, name: 'after.jpg', presence: 'present' }]);
  });

  it('forgets the content of a file that was replaced, so that it is not found as what it was', async () => {
    await using scan = await openScan();
    await scan.write('a.jpg', 'one picture');
    await scan.scan();
    setHash(scan.db, 'a.jpg', 'hash of one picture');
    await scan.write('a.jpg', 'quite another picture');
    await scan.scan();
    expect(scan.db.prepare('SELECT content_hash FROM photo').pluck().get()).toBeNull();
  });

  it('changes nothing once it is cancelled, even while it looks for moved files', async () => {
    await using scan = await openScan();
    await scan.write('before.jpg');
    await scan.scan();
    setHash(scan.db, 'before.jpg', 'its hash');
    await rename(join(scan.root, 'before.jpg'), join(scan.root, 'after.jpg'));
    const cancelled = new AbortController();
    let gates = 0;
    const gate = async () => void (++gates === 2 && setImmediate(() => cancelled.abort()));
    await expect(scan.scan({ signal: cancelled.signal, gate })).rejects.toThrow();
    expect(namesOf(scan.db)).toEqual(['before.jpg']);
  });

  it('lets a deleted file leave the library and come back as the same photo', async () => {
    await using scan = await openScan();
    await scan.write('stays.jpg');
    await scan.write('goes.jpg');
    await scan.scan();
    const before = rowsOf(scan.db);
    await rm(join(scan.root, 'goes.jpg'));
    const { gone } = await scan.scan();
    expect(gone).toEqual([before[0]!.photoId]);
    expect(namesOf(scan.db)).toEqual(['stays.jpg']);
    await scan.write('goes.jpg');
    await scan.scan();
    expect(rowsOf(scan.db)).toEqual(before);
  });

  it('keeps the photos of a volume that has gone, or that left an empty folder behind', async () => {
    await using scan = await openScan();
    await scan.write('a.jpg');
    await scan.scan();
    await rm(join(scan.root, 'a.jpg'));
    expect(await scan.scan()).toMatchObject({ state: 'gone', gone: [] });
    await rm(scan.root, { recursive: true });
    expect(await scan.scan()).toMatchObject({ state: 'gone', gone: [] });
    expect(namesOf(scan.db)).toEqual(['a.jpg']);
    await mkdir(scan.root);
    await scan.write('a.jpg');
    expect(await scan.scan()).toMatchObject({ state: 'online' });
  });

  it('reads a photo again whose sidecar changed, though the clock of its disk is behind that of the last scan', async () => {
    await using scan = await openScan();
    const sidecar = async (seconds: number): Promise<void> => {
      await scan.write('a.xmp');
      await utimes(join(scan.root, 'a.xmp'), seconds, seconds);
    };
    const isPending = () => scan.db.prepare(`SELECT state = 'pending' FROM work`).pluck().get() === 1;
    const scanAndRead = async (): Promise<boolean> => {
      await scanFolder(scan.db, findFolder(scan.db, 1)!, { signal: new AbortController().signal, nowMs: 5_000_000 });
      const found = isPending();
      scan.db.prepare(`UPDATE work SET state = 'done'`).run();
      return found;
    };
    await scan.write('a.jpg');
    await sidecar(1000);
    expect(await scanAndRead()).toBe(true);
    expect(await scanAndRead()).toBe(false);
    await sidecar(2000);
    expect(await scanAndRead()).toBe(true);
    scan.db.prepare('UPDATE photo SET sidecar_modified_ms = NULL').run();
    expect(await scanAndRead()).toBe(false);
    await sidecar(6000);
    expect(await scanAndRead()).toBe(true);
  });

  it('keeps the photos behind a link whose disk is away', async () => {
    await using scan = await openScan();
    const disk = `${scan.root} disk`;
    await mkdir(disk);
    await writeFile(join(disk, 'b.jpg'), 'b');
    await writeFile(join(disk, 'c.jpg'), 'c');
    await symlink(disk, join(scan.root, 'linked'));
    await symlink(join(disk, 'c.jpg'), join(scan.root, 'c.jpg'));
    await scan.write('a.jpg');
    await scan.scan();
    await rename(disk, `${disk} away`);
    expect(await scan.scan()).toMatchObject({ state: 'online', gone: [] });
    expect(namesOf(scan.db)).toEqual(['a.jpg', 'b.jpg', 'c.jpg', 'c.jpg']);
    await rm(join(scan.root, 'linked'));
    expect((await scan.scan()).gone).toHaveLength(2);
  });

  it.each([
    ['is gone', false],
    ['leaves an empty folder behind', true],
  ])('keeps the photos of a volume that %s while it is scanned', async (_how, leavesFolder) => {
    await using scan = await openScan();
    await mkdir(join(scan.root, 'inner'));
    await scan.write('a.jpg');
    await scan.write('inner/b.jpg');
    await scan.scan();
    let gates = 0;
    const gate = async (): Promise<void> => {
      if (++gates !== 2) return;
      await rename(scan.root, `${scan.root} away`);
      if (leavesFolder) await mkdir(scan.root);
    };
    expect(await scan.scan({ gate })).toMatchObject({ state: 'gone', gone: [] });
    expect(namesOf(scan.db)).toEqual(['a.jpg', 'b.jpg']);
    expect(listFolders(scan.db)[0]?.state).toBe('gone');
  });
});
