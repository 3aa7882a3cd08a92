import { expect, it } from 'vitest';
import { openDatabase } from './database.ts';
import { matchedWords, photosWithWords } from './search-photos.ts';
import { fillLibrary } from './testing/fill-library.ts';

it('takes three letters or more for the start of a word, fewer for a whole word', () => {
  const db = openDatabase(':memory:');
  fillLibrary(db, { photos: 101, modelKey: 'test@1', vectorOf: () => new Float32Array(4) });
  const found = (term: string) => photosWithWords(db, { terms: [term], phrases: [] }, 1000);
  expect(new Set(found('lei'))).toEqual(new Set([1, 101]));
  expect(found('le')).toEqual([]);
  expect(found('r6')).toHaveLength(99);
  expect(matchedWords(db, 1, ['lei', 'le'])).toEqual([{ field: 'camera', text: 'lei' }]);
  db.close();
});
