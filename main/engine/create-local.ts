import { AppError } from '../../app/contract/errors.ts';
import type { LocalEngineHandlers } from '../../app/contract/local.ts';
import type { MediaSize } from '../../app/contract/media-url.ts';
import type { ReadableDb } from '../store/database.ts';
import { photoFile } from '../store/photos.ts';
import type { Assistant } from './assistant/create-assistant.ts';
import type { Subjects } from './assistant/subjects.ts';
import { benchModel, type BenchOptions } from './models/bench-model.ts';
import type { Evaluation } from './models/create-evaluation.ts';
import type { MediaFile } from './media-files/create-media-files.ts';
import type { ActiveSearchModel } from './models/search-model.ts';
import type { Search } from './search/create-search.ts';

export interface LocalOptions {
  readonly db: ReadableDb;
  readonly search: Search;
  readonly model: ActiveSearchModel;
  readonly subjects: Subjects;
  readonly assistant: Assistant;
  readonly evaluation: Evaluation;
  readonly bench: BenchOptions;
  mediaFile(photoId: number, size: MediaSize): Promise<MediaFile>;
}

/** Work on files by their path, for trusted programs on this machine. */
export function createLocal({
  db,
  search,
  model,
  subjects,
  assistant,
  evaluation,
  bench,
  mediaFile,
}: LocalOptions): LocalEngineHandlers {
  return {
    ask: (input, { signal }) => assistant.askAboutFiles(input, signal),
    async similar({ like, unlike, limit }, { signal }) {
      const used = model();
      const vectorsOf = async (paths: readonly string[]): Promise<Float32Array[]> => {
        const vectors = [];
        for (const path of paths) vectors.push(await subjects.ofFile(path).vector(used, signal));
        return vectors;
      };
      return search.byVectors(used, { like: await vectorsOf(like), unlike: await vectorsOf(unlike), limit });
    },
    evaluate: (asked, { signal }) => evaluation.ofPairs(asked, signal),
    bench: ({ modelId }, { signal }) => benchModel(bench, modelId, signal),
    mediaFile: ({ photoId, size }) => mediaFile(Number(photoId), size),
    photoPath({ photoId }) {
      const photo = photoFile(db, Number(photoId));
      if (photo === null) throw new AppError('not_found', `There is no photo ${photoId} in the library.`);
      return { path: photo.path };
    },
  };
}
