import { describe, expect, it } from 'vitest';
import { AppError, type ErrorCode } from '../../../app/contract/errors.ts';
import { defaultSettings } from '../../../app/contract/settings.ts';
import type { InferenceClient } from '../../inference/contract.ts';
import type { MediaClient, ReadPhotoResult } from '../../media/contract.ts';
import { openDatabase, type WritableDb } from '../../store/database.ts';
import { addFolder } from '../../store/folders.ts';
import { storeFacts, vectorsAfter } from '../../store/index-results.ts';
import { insertPhoto } from '../../store/scanned-files.ts';
import { embedStep, listFailures, pendingPhotoIds } from '../../store/work.ts';
import { searchModel } from '../models/testing/search-model.ts';
import { createIndexer, type PhotoOutcome } from './index-photos.ts';

const model = searchModel();
const dim = 4;

const read = (path: string): ReadPhotoResult => ({
  contentHash: `hash of ${path}`,
  format: 'jpeg',
  width: 40,
  height: 30,
  taken: null,
  place: null,
  camera: null,
  description: { title: null, caption: null, keywords: [], rating: null },
  thumbhash: new Uint8Array([1]),
  perceptualHash: new Uint8Array(8),
  modelPixels: [{ width: 2, height: 2, pixels: new Uint8Array(12) }],
  warnings: [],
});

interface Fakes {
  /** What reading a path does; absent reads it. */
  readonly media?: (path: string, attempt: number) => ErrorCode | null;
  readonly embed?: (call: number) => ErrorCode | null;
}

function openIndexing(paths: readonly string[], { media, embed }: Fakes = {}) {
  const db = openDatabase(':memory:');
  const folderId = addFolder(db, { path: '/photos', kind: 'folder', nowMs: 1 });
  for (const path of paths) insertPhoto(db, folderId, scanned(path));
  const attempts = new Map<string, number>();
  let embeds = 0;
  const gone: number[] = [];
  const readPhoto: MediaClient['readPhoto'] = async ({ path }) => {
    const attempt = (attempts.get(path) ?? 0) + 1;
    attempts.set(path, attempt);
    const code = media?.(path, attempt) ?? null;
    if (code !== null) throw new AppError(code, `${path}: ${code}`);
    return read(path);
  };
  const readPixels: MediaClient['readPixels'] = async ({ path }) => ({
    contentHash: read(path).contentHash,
    width: 2,
    height: 2,
    pixels: new Uint8Array(12),
  });
  const embedImages: InferenceClient['embedImages'] = async ({ count }) => {
    embeds += 1;
    const code = embed?.(embeds) ?? null;
    if (code !== null) throw new AppError(code, code);
    return { dim, vectors: new Float32Array(count * dim).fill(0.5) };
  };
  const indexer = createIndexer({
    db,
    media: { readPhoto, readPixels } as MediaClient,
    index: () => ({ embedImages }) as InferenceClient,
    thumbnailDirectory: '/thumbnails',
    limits: () => defaultSettings.limits,
    readers: () => 2,
    onVectors: () => undefined,
    onGone: (photoId) => gone.push(photoId),
    onChange: () => undefined,
  });
  const outcomes: PhotoOutcome[] = [];
  const pending = () => pendingPhotoIds(db, embedStep(model.key), null);
  const run = (signal = new AbortController().signal) =>
    indexer.run({
      model,
      photoIds: pending(),
      signal,
      gate: async () => signal.throwIfAborted(),
      onOutcome: (outcome) => outcomes.push(outcome),
      checkVolume: async () => undefined,
    });
  return { db, run, pending, outcomes, attempts, gone, [Symbol.dispose]: () => void db.close() };
}

const scanned = (path: string) => ({
  path,
  sizeBytes: 10,
  modifiedMs: 5,
  sidecar: null,
  sidecarModifiedMs: null,
  rawCompanion: null,
  liveMovie: null,
  nowMs: 1,
});

const failuresOf = (db: WritableDb) => listFailures(db, { offset: 0, limit: 10, modelKeys: [model.key] }).failures;

describe('the indexer', () => {
  it('indexes every photo once and then has nothing to do', async () => {
    using indexing = openIndexing(['/photos/a.jpg', '/photos/b.jpg', '/photos/c.jpg']);
    await indexing.run();
    expect(indexing.outcomes).toEqual(['indexed', 'indexed', 'indexed']);
    expect(indexing.pending()).toEqual([]);
    expect([...indexing.attempts.values()]).toEqual([1, 1, 1]);
  });

  it('retries a file that ended its decoder once, then sets it aside and lists it', async () => {
    using indexing = openIndexing(['/photos/poison.jpg', '/photos/good.jpg'], {
      media: (path) => (path.includes('poison') ? 'unavailable' : null),
    });
    await indexing.run();
    expect(indexing.outcomes.toSorted()).toEqual(['failed', 'indexed']);
    expect(indexing.attempts.get('/photos/poison.jpg')).toBe(2);
    expect(failuresOf(indexing.db)).toMatchObject([{ name: 'poison.jpg', code: 'decode_failed', attempts: 2 }]);
  });

  it('takes the vector of a photo that can no longer be read out of the search', async () => {
    using indexing = openIndexing(['/photos/broken.jpg'], { media: () => 'decode_failed' });
    await indexing.run();
    expect(indexing.gone).toEqual([1]);
  });

  it('dates a replaced photo anew, and shows it to the model again', async () => {
    using indexing = openIndexing(['/photos/a.jpg']);
    await indexing.run();
    const { db } = indexing;
    const embedded = () => db.prepare(`SELECT state FROM work WHERE step = ?`).pluck().get(embedStep(model.key));
    expect(embedded()).toBe('done');
    db.prepare(`UPDATE photo SET taken_local = '1999-01-01T00:00:00', taken_source = 'exif'`).run();
    storeFacts(db, 1, read('/photos/other.jpg'));
    expect(embedded()).toBeUndefined();
    expect(db.prepare('SELECT taken_source, substr(taken_local, 1, 2) AS century FROM photo').get()).toEqual({
      taken_source: 'file',
      century: '19',
    });
    expect(db.prepare('SELECT taken_local FROM photo').pluck().get()).not.toContain('1999');
    expect(indexing.pending()).toEqual([1]);
  });

  it('leaves out by policy, fails what is damaged, and says which', async () => {
    using indexing = openIndexing(['/photos/huge.jpg', '/photos/broken.jpg'], {
      media: (path) => (path.includes('huge') ? 'too_large' : 'decode_failed'),
    });
    await indexing.run();
    expect(indexing.outcomes.toSorted()).toEqual(['failed', 'skipped']);
    expect(
      failuresOf(indexing.db)
        .map(({ code, state }) => `${state} ${code}`)
        .toSorted(),
    ).toEqual(['failed decode_failed', 'skipped too_large']);
  });

  it('tries a batch again whose process was restarted', async () => {
    using indexing = openIndexing(['/photos/a.jpg'], { embed: (call) => (call === 1 ? 'unavailable' : null) });
    await indexing.run();
    expect(indexing.outcomes).toEqual(['indexed']);
  });

  it('stops where the model cannot run, keeps the facts, and goes on another time', async () => {
    let broken = true;
    using indexing = openIndexing(['/photos/a.jpg'], { embed: () => (broken ? 'model_corrupt' : null) });
    await expect(indexing.run()).rejects.toMatchObject({ code: 'model_corrupt' });
    expect(indexing.pending()).toHaveLength(1);
    expect(indexing.db.prepare('SELECT width FROM photo').pluck().get()).toBe(40);
    broken = false;
    await indexing.run();
    expect(indexing.pending()).toEqual([]);
    expect(indexing.attempts.get('/photos/a.jpg')).toBe(1);
  });

  it('reads a photo anew whose file was replaced after it had been read', async () => {
    let broken = true;
    using indexing = openIndexing(['/photos/a.jpg'], { embed: () => (broken ? 'model_corrupt' : null) });
    await expect(indexing.run()).rejects.toMatchObject({ code: 'model_corrupt' });
    const { db } = indexing;
    db.prepare(`UPDATE photo SET content_hash = 'of the file before', width = 1`).run();
    broken = false;
    await indexing.run();
    expect(db.prepare('SELECT content_hash, width FROM photo').get()).toEqual({
      content_hash: read('/photos/a.jpg').contentHash,
      width: 40,
    });
    expect(vectorsAfter(db, model.key, { after: 0, limit: 10 })).toHaveLength(1);
  });

  it('ends at once when it is cancelled', async () => {
    using indexing = openIndexing(['/photos/a.jpg', '/photos/b.jpg']);
    await expect(indexing.run(AbortSignal.abort())).rejects.toThrow();
    expect(indexing.outcomes).toEqual([]);
  });
});
