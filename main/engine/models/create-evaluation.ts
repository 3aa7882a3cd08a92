import { AppError } from '../../../app/contract/errors.ts';
import { mostPairs, type Alignment } from '../../../app/contract/models.ts';
import type { ReadableDb } from '../../store/database.ts';
import { photoAtPath, photosWithText, type PhotoText } from '../../store/photo-texts.ts';
import { evaluateAlignment, type Pair } from './evaluate-alignment.ts';
import type { ActiveSearchModel } from './search-model.ts';

export interface EvaluationOptions {
  readonly db: ReadableDb;
  readonly search: ActiveSearchModel;
}

export interface Evaluation {
  /** On words that the library's photos carry. */
  ofLibrary(source: 'caption' | 'keywords' | 'name', signal: AbortSignal): Promise<Alignment>;
  /** On words for photos of the library, by path. */
  ofPairs(pairs: readonly { readonly path: string; readonly text: string }[], signal: AbortSignal): Promise<Alignment>;
}

const sourceNames = { caption: 'a caption', keywords: 'keywords', name: 'a telling file name', given: 'such a path' };

/** Measures how well the search model brings the person's photos and words together. */
export function createEvaluation({ db, search }: EvaluationOptions): Evaluation {
  async function evaluate(source: Alignment['source'], photos: readonly PhotoText[], signal: AbortSignal) {
    const started = performance.now();
    const { model, vectors, ready, embedText } = search();
    await ready;
    const pairs: Pair[] = [];
    for (const { photoId, text } of photos) {
      const photo = vectors.get(photoId);
      if (photo !== null) pairs.push({ text, photo, words: await embedText(text, signal) });
    }
    if (pairs.length < 2) throw tooFew(source, pairs.length);
    const { textToImage, imageToText } = await evaluateAlignment(pairs, signal);
    return {
      modelId: model.manifest.id,
      source,
      pairs: pairs.length,
      textToImage,
      imageToText,
      chanceAt10: Math.min(1, 10 / pairs.length),
      seconds: (performance.now() - started) / 1000,
      photosPerSecond: null,
      measuredMs: Date.now(),
    };
  }

  return {
    ofLibrary: (source, signal) => evaluate(source, photosWithText(db, source, mostPairs), signal),
    ofPairs: (pairs, signal) =>
      evaluate(
        'given',
        pairs.flatMap(({ path, text }) => {
          const photoId = photoAtPath(db, path);
          return photoId === null ? [] : [{ photoId, text }];
        }),
        signal,
      ),
  };
}

function tooFew(source: Alignment['source'], found: number): AppError {
  const message =
    `A measurement needs at least two indexed photos with ${sourceNames[source]}, and there ` +
    `${found === 1 ? 'is one' : 'are none'}. Choose other words to measure by.`;
  return new AppError('not_found', message);
}
