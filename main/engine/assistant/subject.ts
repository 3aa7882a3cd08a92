import type { PhotoId } from '../../../app/contract/ids.ts';
import type { PhotoDetail } from '../../../app/contract/photo.ts';
import type { SearchModel } from '../models/search-model.ts';

export type SubjectFacts = Pick<
  PhotoDetail,
  'name' | 'format' | 'width' | 'height' | 'sizeBytes' | 'taken' | 'place' | 'camera' | 'description'
>;

export interface Picture {
  readonly width: number;
  readonly height: number;
  /** [height, width, 3] uint8. */
  readonly pixels: Uint8Array;
}

export interface JpegPicture {
  readonly width: number;
  readonly height: number;
  readonly bytes: Uint8Array;
}

/** A photo that a question is about: of the library, or any file. Reading it may reject with a photo's error code. */
export interface Subject {
  /** null for a file outside the library. */
  readonly photoId: PhotoId | null;
  readonly name: string;
  facts(signal: AbortSignal): Promise<SubjectFacts>;
  /** The key of its image tokens: the content hash. */
  key(signal: AbortSignal): Promise<string>;
  /** [size, size, 3] uint8, as the decoder sees it. */
  pixels(signal: AbortSignal): Promise<Uint8Array>;
  /** Raw upright RGB inside this longest edge, for chat models. */
  picture(longestEdge: number, signal: AbortSignal): Promise<Picture>;
  /** The same as a JPEG file, for a server of the person's own. */
  jpeg(longestEdge: number, signal: AbortSignal): Promise<JpegPicture>;
  /** By this model; L2-normalised. */
  vector(search: SearchModel, signal: AbortSignal): Promise<Float32Array>;
}

/** A subject and its number in the conversation, from 1. */
export interface NumberedSubject {
  readonly number: number;
  readonly subject: Subject;
}

export const nameOf = ({ number }: NumberedSubject): string => `[photo ${number}]`;
