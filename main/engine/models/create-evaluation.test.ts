import { expect, it } from 'vitest';
import type { ModelId } from '../../../app/contract/ids.ts';
import { openDatabase } from '../../store/database.ts';
import { fillLibrary } from '../../store/testing/fill-library.ts';
import type { ShowPhotos } from '../indexing/show-photos.ts';
import { storeEmbeddings } from '../../store/index-results.ts';
import { photoFile } from '../../store/photos.ts';
import { embedStep } from '../../store/work.ts';
import { createEvaluation, type EvaluationOptions } from './create-evaluation.ts';
import { searchModel } from './testing/search-model.ts';

const { signal } = new AbortController();
const count = 12;
const key = 'test/model@1';
/** Of the active model, which has seen every photo. */
const seenKey = 'another/model@1';
const id = 'test/model' as ModelId;

/** A direction of its own for each of the photos, and for the words that their captions are. */
const direction = (index: number): Float32Array => {
  const vector = new Float32Array(count);
  vector[index % count] = 1;
  return vector;
};

function openEvaluation(change: Partial<EvaluationOptions> = {}) {
  const db = openDatabase(':memory:');
  fillLibrary(db, { photos: count, modelKey: seenKey, vectorOf: direction });
  db.exec(`UPDATE photo SET caption = 'caption ' || (photo_id - 1)`);
  const shown: number[] = [];
  const batches: number[] = [];
  const show: ShowPhotos = async ({ photoIds, onEmbedded }) => {
    for (const photoId of photoIds) {
      shown.push(photoId);
      const photos = [{ photoId, contentHash: photoFile(db, photoId)!.contentHash!, vector: direction(photoId - 1) }];
      storeEmbeddings(db, { modelKey: key, step: embedStep(key), photos });
      onEmbedded?.(1, 20);
    }
  };
  const modelWith = (modelKey: string) =>
    searchModel({
      key: modelKey,
      dim: count,
      embedTexts: async (texts) => {
        batches.push(texts.length);
        return texts.map((text) => direction(Number(text.split(' ')[1])));
      },
    });
  const evaluation = createEvaluation({
    db,
    modelOf: (modelId) => modelWith(modelId === undefined ? seenKey : key),
    show,
    warmImages: async () => undefined,
    probedSpeed: () => null,
    ...change,
  });
  return { db, evaluation, shown, batches, [Symbol.dispose]: () => void db.close() };
}

it('shows the model what it has not seen, asks for all words at once, and keeps what it measured', async () => {
  using opened = openEvaluation();
  const { evaluation } = opened;
  const first = await evaluation.ofLibrary({ source: 'caption', modelId: id }, signal);
  expect(first).toMatchObject({
    modelId: id,
    pairs: count,
    textToImage: { recallAt1: 1, medianRank: 1 },
    imageToText: { recallAt1: 1, medianRank: 1 },
    photosPerSecond: 50,
  });
  expect(opened.shown).toHaveLength(count);
  const again = await evaluation.ofLibrary({ source: 'caption', modelId: id }, signal);
  expect(opened.shown).toHaveLength(count);
  expect(again.photosPerSecond).toBe(50);
  expect(opened.batches).toEqual([count, count]);
  expect(evaluation.measurements()).toEqual([again]);
});

it('takes the speed of the last probe where nothing had to be shown', async () => {
  using opened = openEvaluation({ probedSpeed: () => 7 });
  expect(await opened.evaluation.ofLibrary({ source: 'caption' }, signal)).toMatchObject({ photosPerSecond: 7 });
});

it('says what is missing where no two photos have such words', async () => {
  using opened = openEvaluation();
  await expect(opened.evaluation.ofLibrary({ source: 'keywords' }, signal)).rejects.toMatchObject({
    code: 'not_found',
    message: expect.stringContaining('keywords'),
  });
  expect(opened.evaluation.measurements()).toEqual([]);
});
