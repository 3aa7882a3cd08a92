import { AppError } from '../../../../app/contract/errors.ts';
import type { PhotoId } from '../../../../app/contract/ids.ts';
import type { Subject, SubjectFacts } from '../subject.ts';
import type { Subjects } from '../subjects.ts';

const facts: SubjectFacts = {
  name: 'a.jpg',
  format: 'jpeg',
  width: 4000,
  height: 3000,
  sizeBytes: 5_000_000,
  taken: { local: '2022-05-06T07:08:09', offsetMinutes: null, source: 'exif' },
  place: null,
  camera: null,
  description: { title: null, caption: null, keywords: [], rating: null },
};

/** Photos of 4000 x 3000 pixels by number; those in `broken` cannot be read. */
export function fakeSubjects(broken: readonly number[] = []): Subjects & { readonly edges: number[] } {
  const edges: number[] = [];
  const scaled = (longestEdge: number) => ({ width: longestEdge, height: Math.round(longestEdge * 0.75) });
  function subject(number: number, photoId: PhotoId | null): Subject {
    const check = (): void => {
      if (broken.includes(number)) throw new AppError('decode_failed', 'broken');
    };
    return {
      photoId,
      name: `${number}.jpg`,
      facts: () => Promise.resolve({ ...facts, name: `${number}.jpg` }),
      key: () => Promise.resolve(`hash ${number}`),
      pixels: () => Promise.reject(new Error('The decoder is not asked here.')),
      vector: () => Promise.reject(new Error('Nothing is compared here.')),
      async picture(longestEdge) {
        check();
        edges.push(longestEdge);
        const size = scaled(longestEdge);
        return { ...size, pixels: new Uint8Array(size.width * size.height * 3) };
      },
      async jpeg(longestEdge) {
        check();
        edges.push(longestEdge);
        return { ...scaled(longestEdge), bytes: Uint8Array.of(0xff, 0xd8, number) };
      },
    };
  }
  return {
    edges,
    ofPhoto: (photoId) => subject(photoId, String(photoId) as PhotoId),
    ofFile: (path) => subject(Number(/\d+/.exec(path)?.[0] ?? 1), null),
  };
}
