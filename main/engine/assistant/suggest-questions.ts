import type { PhotoDetail } from '../../../app/contract/photo.ts';

/** Questions that make sense for these photos and that some tool can answer well. */
export function suggestQuestions(photos: readonly PhotoDetail[]): string[] {
  if (photos.length === 0) return [];
  const several = photos.length > 1;
  return [
    several ? 'What is in these?' : 'What is in this photo?',
    ...(photos.length > 2 ? ['Which is the odd one out?', 'Group these photos', 'Which are most alike?'] : []),
    ...(several ? ['Which one shows a dog?', 'Which has the most people?', 'Which is the oldest?'] : []),
    photos.some(({ place }) => place !== null) ? 'When and where was this?' : 'When was this taken?',
    ...(photos.some(({ camera }) => camera !== null) ? ['Which camera was used?'] : []),
    'Is this indoors or outdoors?',
    'How many people are there?',
  ].slice(0, 6);
}
