import { AppError } from '../../../app/contract/errors.ts';
import type { ModelId } from '../../../app/contract/ids.ts';
import { mostPairs, type Alignment } from '../../../app/contract/models.ts';
import type { WritableDb } from '../../store/database.ts';
import { lastPhotosPerSecond, listMeasurements, storeMeasurement } from '../../store/measurements.ts';
import { photoAtPath, photosWithText, type PhotoText } from '../../store/photo-texts.ts';
import { vectorsOfPhotos } from '../../store/vector-sets.ts';
import type { ShowPhotos } from '../indexing/show-photos.ts';
import { evaluateAlignment, type Pair } from './evaluate-alignment.ts';
import type { SearchModelFacts } from './search-model.ts';

export interface EvaluationOptions {
  readonly db: WritableDb;
  /** A search model by its id, the active one where it is left out. Throws as `models.use`. */
  modelOf(modelId: ModelId | undefined): SearchModelFacts;
  readonly show: ShowPhotos;
  /** Loads what the model sees photos with, so that its speed is not that of loading. */
  warmImages(modelId: ModelId, signal: AbortSignal): Promise<void>;
  /** Photos a second by the last probe, or null. */
  probedSpeed(modelId: ModelId): number | null;
}

type Source = Alignment['source'];

export interface Evaluation {
  /** On words that the library's photos carry. */
  ofLibrary(
    asked: { source: Exclude<Source, 'given'>; modelId?: ModelId | undefined },
    signal: AbortSignal,
  ): Promise<Alignment>;
  /** On words for photos of the library, by path. */
  ofPairs(
    asked: { pairs: readonly { readonly path: string; readonly text: string }[]; modelId?: ModelId | undefined },
    signal: AbortSignal,
  ): Promise<Alignment>;
  /** The last of each model and source. */
  measurements(): Alignment[];
}

const sourceNames = { caption: 'a caption', keywords: 'keywords', name: 'a telling file name', given: 'such a path' };
/** Fewer photos than this say little about the speed. */
const leastForSpeed = 8;

/** Measures how well a search model brings the person's photos and words together, whether it is the active one or not. */
export function createEvaluation(options: EvaluationOptions): Evaluation {
  const { db } = options;

  async function evaluate(
    { source, photos, modelId }: { source: Source; photos: readonly PhotoText[]; modelId: ModelId | undefined },
    signal: AbortSignal,
  ): Promise<Alignment> {
    const facts = options.modelOf(modelId);
    const { id } = facts.model.manifest;
    const photoIds = photos.map(({ photoId }) => photoId);
    const measured = await showMissing(facts, photoIds, signal);
    const vectors = vectorsOfPhotos(db, facts.key, photoIds);
    const seen = photos.filter(({ photoId }) => vectors.has(photoId));
    if (seen.length < 2) throw tooFew(source, seen.length);
    await facts.warm(signal);
    const started = performance.now();
    const words = await facts.embedTexts(
      seen.map(({ text }) => text),
      signal,
    );
    const pairs = seen.map(({ photoId, text }, at): Pair => ({
      text,
      photo: vectors.get(photoId)!,
      words: words[at]!,
    }));
    const alignment: Alignment = {
      modelId: id,
      source,
      pairs: pairs.length,
      ...(await evaluateAlignment(pairs, signal)),
      chanceAt10: Math.min(1, 10 / pairs.length),
      seconds: (performance.now() - started) / 1000,
      photosPerSecond: measured ?? lastPhotosPerSecond(db, id) ?? options.probedSpeed(id),
      measuredMs: Date.now(),
    };
    storeMeasurement(db, alignment);
    return alignment;
  }

  /** @returns photos a second of the image tower, where enough had no vector yet. */
  async function showMissing(
    model: SearchModelFacts,
    photoIds: readonly number[],
    signal: AbortSignal,
  ): Promise<number | null> {
    const known = vectorsOfPhotos(db, model.key, photoIds);
    const missing = photoIds.filter((photoId) => !known.has(photoId));
    if (missing.length === 0) return null;
    await options.warmImages(model.model.manifest.id, signal);
    let [shown, ms] = [0, 0];
    await options.show({
      model,
      photoIds: missing,
      signal,
      gate: async () => signal.throwIfAborted(),
      onOutcome: () => undefined,
      onEmbedded(photos, tookMs) {
        shown += photos;
        ms += tookMs;
      },
    });
    return shown < leastForSpeed ? null : (shown / ms) * 1000;
  }

  return {
    ofLibrary: ({ source, modelId }, signal) =>
      evaluate({ source, photos: photosWithText(db, source, mostPairs), modelId }, signal),
    measurements: () => listMeasurements(db),
    ofPairs({ pairs, modelId }, signal) {
      const photos = pairs.flatMap(({ path, text }) => {
        const photoId = photoAtPath(db, path);
        return photoId === null ? [] : [{ photoId, text }];
      });
      return evaluate({ source: 'given', photos, modelId }, signal);
    },
  };
}

function tooFew(source: Source, found: number): AppError {
  const message =
    `A measurement needs at least two indexed photos with ${sourceNames[source]}, and there ` +
    `${found === 1 ? 'is one' : 'are none'}. Choose other words to measure by.`;
  return new AppError('not_found', message);
}
