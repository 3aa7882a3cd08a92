import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { AppError } from '../../../app/contract/errors.ts';
import type { Settings } from '../../../app/contract/settings.ts';
import type { InferenceClient } from '../../inference/contract.ts';
import type { MediaClient, PixelSpec } from '../../media/contract.ts';
import type { ReadableDb } from '../../store/database.ts';
import { findPhoto, photoFile } from '../../store/photos.ts';
import type { ActiveSearchModel, SearchModel } from '../models/search-model.ts';
import type { Subject } from './subject.ts';

export interface SubjectSources {
  readonly db: ReadableDb;
  readonly search: ActiveSearchModel;
  readonly media: MediaClient;
  /** Embeds photos that the library has no vector of. */
  embedder(): InferenceClient;
  /** What the decoder wants to see. */
  readonly decoderPixels: PixelSpec;
  limits(): Settings['limits'];
}

export interface Subjects {
  ofPhoto(photoId: number): Subject;
  ofFile(path: string): Subject;
}

/** Photos to ask about, whether the library has them or not. */
export function createSubjects(sources: SubjectSources): Subjects {
  const { db, decoderPixels } = sources;

  function file(path: string) {
    const read = (spec: PixelSpec, signal: AbortSignal) =>
      sources.media.readPixels({ path, pixels: spec, limits: sources.limits() }, { signal });
    const readPixels = once((signal: AbortSignal) => read(decoderPixels, signal));
    const pixels = async (signal: AbortSignal) => (await readPixels(signal)).pixels;
    return {
      pixels,
      async picture(longestEdge: number, signal: AbortSignal) {
        const spec = { resize: 'inside', size: longestEdge, interpolation: 'bicubic' } as const;
        const { width, height, pixels } = await read(spec, signal);
        return { width, height, pixels };
      },
      jpeg: (longestEdge: number, signal: AbortSignal) =>
        sources.media.encodeJpeg({ path, longestEdge, limits: sources.limits() }, { signal }),
      key: async (signal: AbortSignal) => (await readPixels(signal)).contentHash,
      async vector({ model, pixels: spec }: SearchModel, signal: AbortSignal) {
        const seen = await (isDeepStrictEqual(spec, decoderPixels) ? readPixels(signal) : read(spec, signal));
        const input = { modelId: model.manifest.id, count: 1, pixels: seen.pixels };
        return (await sources.embedder().embedImages(input, { signal })).vectors;
      },
    };
  }

  return {
    ofFile(path) {
      return {
        ...file(path),
        photoId: null,
        name: basename(path),
        async facts(signal) {
          const [facts, { size }] = await Promise.all([
            sources.media.readFacts({ path, sidecarPath: null }, { signal }),
            stat(path),
          ]);
          const { mtime } = await stat(path);
          const taken = facts.taken ?? { local: wallClock(mtime), offsetMinutes: null, source: 'file' as const };
          return { ...facts, taken, name: basename(path), sizeBytes: size };
        },
      };
    },
    ofPhoto(photoId) {
      const found = photoFile(db, photoId);
      const detail = found === null ? null : findPhoto(db, photoId, sources.search().key);
      if (found === null || detail === null) return missing(photoId);
      const read = file(found.path);
      return {
        photoId: detail.photoId,
        name: detail.name,
        facts: () => Promise.resolve(detail),
        key: (signal) => (found.contentHash === null ? read.key(signal) : Promise.resolve(found.contentHash)),
        pixels: read.pixels,
        picture: read.picture,
        jpeg: read.jpeg,
        vector: (search, signal) => Promise.resolve(search.vectors.get(photoId) ?? read.vector(search, signal)),
      };
    },
  };
}

function missing(photoId: number): Subject {
  const gone = (): Promise<never> =>
    Promise.reject(new AppError('not_found', 'It is no longer in the library, or its file is gone.'));
  const nothing = { facts: gone, key: gone, pixels: gone, picture: gone, jpeg: gone, vector: gone };
  return { photoId: null, name: `photo ${photoId}`, ...nothing };
}

function wallClock(date: Date): string {
  const local = new Date(date.getTime() - date.getTimezoneOffset() * 60_000);
  return local.toISOString().slice(0, 19);
}

/** Reads once for all that need it; a failed read is tried again by the next. */
function once<T>(read: (signal: AbortSignal) => Promise<T>): (signal: AbortSignal) => Promise<T> {
  let kept: Promise<T> | null = null;
  return (signal) => {
    kept ??= read(signal).catch((error: unknown) => {
      kept = null;
      throw error;
    });
    return kept;
  };
}
