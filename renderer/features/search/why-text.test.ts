import { expect, test } from 'vitest';
import { SearchHit } from '../../../app/contract/search.ts';
import { whyText } from './why-text.ts';

const photo = {
  photoId: '1',
  name: 'a.jpg',
  width: 3,
  height: 2,
  takenLocal: '2019-08-12T10:00:00',
  favourite: false,
  thumbhash: null,
  version: '1',
  state: 'ready',
};

test('each kind of match has its words', () => {
  const hit = SearchHit.parse({
    photo,
    score: 1,
    probability: 0.82,
    why: [
      { kind: 'meaning', text: 'dog on a beach', probability: 0.82 },
      { kind: 'word', field: 'caption', text: 'beach' },
      { kind: 'filter', field: 'before', text: 'taken 12 Aug 2019' },
    ],
  });
  expect(whyText(hit)).toBe('looks like “dog on a beach”, likely (0.82) · caption has “beach” · taken 12 Aug 2019');
});

test('a likeness without a probability claims none', () => {
  const hit = SearchHit.parse({ photo, score: 1, probability: null, why: [{ kind: 'meaning' }] });
  expect(whyText(hit)).toBe('looks alike');
});
