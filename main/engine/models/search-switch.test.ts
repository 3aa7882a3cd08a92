import { expect, it, vi } from 'vitest';
import { vectorSet } from '../../store/vector-sets.ts';
import type { WritableDb } from '../../store/database.ts';
import type { InstalledModel } from '../../inference/installed-models.ts';
import { readSearchChoice } from '../../store/search-choice.ts';
import { resetEverything } from '../../store/reset-library.ts';
import { insertPhoto } from '../../store/scanned-files.ts';
import { embedStep, listFailures, recordWork } from '../../store/work.ts';
import { builtIn, dim, filledLibrary, idOf, model, openSwitching, photos } from './testing/open-switching.ts';

const [second, third] = [model('test/second'), model('test/third')];
const weekMs = 7 * 86_400_000;
const { signal } = new AbortController();

const vectorsOf = (db: WritableDb, { modelKey }: InstalledModel): number => vectorSet(db, modelKey).vectors;
const seenBy = (db: WritableDb, { modelKey }: InstalledModel): number =>
  db.prepare('SELECT count(*) FROM work WHERE step = ?').pluck().get(embedStep(modelKey)) as number;

it('answers with the old model until the new one has seen every photo, then with the new one', async () => {
  const answering: string[] = [];
  await using engine = openSwitching(filledLibrary(), [builtIn, second], {
    beforeEmbedding: () => void answering.push(`${engine.search.active().key} ${engine.search.active().vectors.size}`),
  });
  const jobId = engine.switching.use(idOf(second));
  expect(engine.switching.state()).toMatchObject({ active: 'test/built-in', next: { modelId: 'test/second', jobId } });
  await engine.idle();
  expect(new Set(answering)).toEqual(new Set([`test/built-in@1 ${photos}`]));
  expect(engine.search.active()).toMatchObject({ key: 'test/second@1', vectors: { size: photos } });
  expect(engine.settings.get().models.search).toBe('test/second');
  expect(engine.switching.state()).toEqual({
    active: 'test/second',
    problem: null,
    next: null,
    previous: { modelId: 'test/built-in', keptUntilMs: weekMs, vectorBytes: photos * dim * 4 },
  });
});

it('goes on where it ended', async () => {
  const db = filledLibrary();
  const held = Promise.withResolvers<void>();
  let batches = 0;
  {
    await using engine = openSwitching(db, [builtIn, second], {
      beforeEmbedding: () => (++batches === 2 ? held.promise : undefined),
    });
    engine.switching.use(idOf(second));
    await vi.waitFor(() => expect(vectorsOf(db, second)).toBe(16));
    setImmediate(held.resolve);
  }
  await using again = openSwitching(db, [builtIn, second]);
  expect(again.switching.state()).toMatchObject({ active: 'test/built-in', next: { modelId: 'test/second' } });
  again.switching.resume();
  await again.idle();
  expect(again.embedded).toHaveLength(photos - 16);
  expect(again.search.active()).toMatchObject({ key: 'test/second@1', vectors: { size: photos } });
});

it('shows photos that come meanwhile to the new model too, before it takes over', async () => {
  const db = filledLibrary();
  let came = false;
  await using engine = openSwitching(db, [builtIn, second], {
    beforeEmbedding() {
      if (came) return;
      came = true;
      const beside = { sidecar: null, sidecarModifiedMs: null, rawCompanion: null, liveMovie: null };
      const file = { path: '/photos/IMG_999.jpg', sizeBytes: 1, modifiedMs: 1, nowMs: 1, ...beside };
      const photoId = insertPhoto(db, 1, file);
      db.prepare(`UPDATE photo SET content_hash = 'hash-999' WHERE photo_id = ?`).run(photoId);
      recordWork(db, photoId, { step: 'media', state: 'done', version: 1 });
      const vector = Float32Array.of(0, 1, 0, 0);
      engine.search.add(builtIn.modelKey, [{ photoId, contentHash: 'hash-999', vector }]);
    },
  });
  engine.switching.use(idOf(second));
  await engine.idle();
  expect(engine.search.active()).toMatchObject({ key: 'test/second@1', vectors: { size: photos + 1 } });
});

it('takes over without photos that the new model cannot take, and lists them', async () => {
  const db = filledLibrary();
  await using engine = openSwitching(db, [builtIn, second], {
    readPixels: (path) => (path.endsWith('IMG_3.jpg') ? 'decode_failed' : null),
  });
  engine.switching.use(idOf(second));
  await engine.idle();
  expect(engine.search.active().vectors.size).toBe(photos - 1);
  const { failures } = listFailures(db, { offset: 0, limit: 10, modelKeys: engine.switching.keys() });
  expect(failures).toMatchObject([{ name: 'IMG_3.jpg', code: 'decode_failed' }]);
});

it('leaves photos whose files are away for their return, and takes none of them out', async () => {
  const db = filledLibrary();
  await using engine = openSwitching(db, [builtIn, second], {
    readPixels: (path) => (path.endsWith('IMG_3.jpg') ? 'not_found' : null),
  });
  engine.switching.use(idOf(second));
  await engine.idle();
  expect(engine.search.active().vectors.size).toBe(photos - 1);
  expect(db.prepare(`SELECT count(*) FROM photo WHERE presence = 'present'`).pluck().get()).toBe(photos);
  expect(listFailures(db, { offset: 0, limit: 10, modelKeys: engine.switching.keys() }).total).toBe(0);
});

it('goes back at once, without reading a photo, and lets the old vectors go after a week', async () => {
  const db = filledLibrary();
  let now = 0;
  await using engine = openSwitching(db, [builtIn, second], { nowMs: () => now });
  engine.switching.use(idOf(second));
  await engine.idle();
  const before = engine.embedded.length;
  engine.switching.use(idOf(builtIn));
  await engine.idle();
  expect(engine.embedded).toHaveLength(before);
  expect(engine.search.active()).toMatchObject({ key: 'test/built-in@1', vectors: { size: photos } });
  expect(engine.settings.get().models.search).toBeNull();
  now = weekMs;
  engine.switching.resume();
  await vi.waitFor(() => expect(vectorsOf(db, second)).toBe(0));
  expect(seenBy(db, second)).toBe(0);
  expect(engine.switching.state().previous).toBeNull();
  expect(vectorsOf(db, builtIn)).toBe(photos);
});

it('forgets the model before at once, and says what that freed', async () => {
  const db = filledLibrary();
  await using engine = openSwitching(db, [builtIn, second]);
  engine.switching.use(idOf(second));
  await engine.idle();
  expect(await engine.switching.forgetPrevious()).toBe(photos * dim * 4);
  expect(vectorsOf(db, builtIn)).toBe(0);
  expect(engine.switching.state().previous).toBeNull();
});

it.each(['cancel', 'job'])('drops what was made when it is given up (%s)', async (how) => {
  const db = filledLibrary();
  const held = Promise.withResolvers<void>();
  let batches = 0;
  await using engine = openSwitching(db, [builtIn, second], {
    beforeEmbedding: () => (++batches === 2 ? held.promise : undefined),
  });
  const jobId = engine.switching.use(idOf(second))!;
  await vi.waitFor(() => expect(vectorsOf(db, second)).toBe(16));
  if (how === 'cancel') engine.switching.cancel();
  else {
    engine.jobs.cancel(jobId);
    engine.switching.jobCancelled(jobId);
  }
  held.resolve();
  await engine.idle();
  await vi.waitFor(() => expect(vectorsOf(db, second)).toBe(0));
  expect(seenBy(db, second)).toBe(0);
  expect(engine.switching.state()).toMatchObject({ active: 'test/built-in', next: null, previous: null });
});

it('changes its goal half way', async () => {
  const db = filledLibrary();
  const held = Promise.withResolvers<void>();
  let batches = 0;
  await using engine = openSwitching(db, [builtIn, second, third], {
    beforeEmbedding: () => (++batches === 2 ? held.promise : undefined),
  });
  engine.switching.use(idOf(second));
  await vi.waitFor(() => expect(vectorsOf(db, second)).toBe(16));
  engine.switching.use(idOf(third));
  held.resolve();
  await engine.idle();
  expect(engine.search.active().key).toBe('test/third@1');
  await vi.waitFor(() => expect(vectorsOf(db, second)).toBe(0));
});

it('waits while new photos are read', async () => {
  const db = filledLibrary();
  await using engine = openSwitching(db, [builtIn, second]);
  const reading = Promise.withResolvers<void>();
  engine.jobs.add({
    kind: 'index',
    title: 'Camera',
    phase: { phase: 'indexing', unit: 'photos' },
    run: () => reading.promise,
  });
  engine.switching.use(idOf(second));
  await vi.waitFor(() => expect(engine.jobs.active().at(-1)?.waitingFor).toBe('new_photos'));
  expect(engine.embedded).toEqual([]);
  reading.resolve();
  await engine.idle();
  expect(engine.search.active().key).toBe('test/second@1');
});

it('names what cannot be chosen, and what may not be removed', async () => {
  const damaged = model('test/damaged', 'corrupt');
  const held = Promise.withResolvers<void>();
  await using engine = openSwitching(filledLibrary(), [builtIn, second, damaged], {
    beforeEmbedding: () => held.promise,
  });
  expect(() => engine.switching.use(idOf(third))).toThrow(expect.objectContaining({ code: 'model_missing' }));
  expect(() => engine.switching.use(idOf(damaged))).toThrow(expect.objectContaining({ code: 'model_corrupt' }));
  engine.switching.use(idOf(second));
  expect(engine.switching.reasonToKeep('test/second')).toContain('Cancel that first');
  expect(engine.switching.reasonToKeep('test/built-in')).toContain('Choose another');
  expect(engine.switching.reasonToKeep('test/damaged')).toBeNull();
  held.resolve();
  await engine.idle();
});

it('fails before any photo is read where the new model cannot take words', async () => {
  await using engine = openSwitching(filledLibrary(), [builtIn, second], {
    embedText: (modelId) => (modelId === 'test/second' ? 'model_corrupt' : null),
  });
  engine.switching.use(idOf(second));
  await engine.idle();
  expect(engine.embedded).toEqual([]);
  expect(engine.switching.state()).toMatchObject({ active: 'test/built-in', next: { modelId: 'test/second' } });
});

it('falls back openly where the chosen model is gone, and returns to it once it is back', async () => {
  const db = filledLibrary();
  {
    await using engine = openSwitching(db, [builtIn, second]);
    engine.switching.use(idOf(second));
    await engine.idle();
  }
  await using engine = openSwitching(db, [builtIn]);
  engine.switching.resume();
  expect(engine.switching.state()).toMatchObject({
    active: 'test/built-in',
    problem: expect.stringMatching(/test\/second is not installed.*built-in model/),
  });
  expect(vectorsOf(db, second)).toBe(photos);
  await engine.shelve([builtIn, second]);
  await engine.idle();
  expect(engine.switching.state()).toMatchObject({ active: 'test/second', problem: null });
  expect(engine.embedded).toEqual([]);
});

it('goes on with a model that was gone at the start, once it is back, with the vectors that were made', async () => {
  const db = filledLibrary();
  {
    let batches = 0;
    const held = Promise.withResolvers<void>();
    const beforeEmbedding = () => (++batches > 1 ? held.promise : undefined);
    await using engine = openSwitching(db, [builtIn, second], { beforeEmbedding });
    engine.switching.use(idOf(second));
    await vi.waitFor(() => expect(vectorsOf(db, second)).toBeGreaterThan(0));
    setImmediate(held.resolve);
  }
  const made = vectorsOf(db, second);
  await using engine = openSwitching(db, [builtIn]);
  engine.switching.resume();
  expect(engine.switching.state()).toMatchObject({ active: 'test/built-in', next: { modelId: 'test/second' } });
  await vi.waitFor(() => expect(readSearchChoice(db).doomed).toEqual([]));
  await engine.shelve([builtIn, second]);
  await engine.idle();
  expect(engine.switching.state()).toMatchObject({ active: 'test/second', next: null });
  expect(engine.embedded).toHaveLength(photos - made);
});

it('falls back openly where the files turn out to be damaged when they are loaded', async () => {
  const db = filledLibrary();
  let damaged = false;
  await using engine = openSwitching(db, [builtIn, second], {
    embedText: (modelId) => (damaged && modelId === 'test/second' ? 'model_corrupt' : null),
  });
  engine.switching.use(idOf(second));
  await engine.idle();
  damaged = true;
  await expect(engine.search.active().embedText('a dog', signal)).rejects.toMatchObject({ code: 'model_corrupt' });
  expect(engine.switching.state()).toMatchObject({
    active: 'test/built-in',
    problem: expect.stringContaining('text_encoder.onnx is damaged'),
  });
  await engine.search.active().ready;
  expect(engine.search.active().vectors.size).toBe(photos);
});

it('forgets vectors of models that are no longer here', async () => {
  const db = filledLibrary();
  {
    await using engine = openSwitching(db, [builtIn, second, third]);
    engine.switching.use(idOf(second));
    await engine.idle();
    engine.switching.use(idOf(third));
    await engine.idle();
    await vi.waitFor(() => expect(vectorsOf(db, builtIn)).toBe(0));
  }
  await using engine = openSwitching(db, [builtIn, third]);
  engine.switching.resume();
  await vi.waitFor(() => expect(vectorsOf(db, second)).toBe(0));
  expect(engine.switching.state()).toMatchObject({ active: 'test/third', previous: null });
});

it('gives up what was on its way when everything is forgotten', async () => {
  const db = filledLibrary();
  const held = Promise.withResolvers<void>();
  await using engine = openSwitching(db, [builtIn, second], { beforeEmbedding: () => held.promise });
  engine.switching.use(idOf(second));
  await vi.waitFor(() => expect(engine.jobs.active()[0]?.progress.total).toBe(photos));
  resetEverything(db);
  engine.search.clear();
  engine.switching.forgetAll();
  held.resolve();
  await engine.idle();
  expect(engine.switching.state()).toEqual({ active: 'test/built-in', problem: null, next: null, previous: null });
  expect(vectorsOf(db, second)).toBe(0);
});
