import { expect, test } from 'vitest';
import type { Together } from './asked-of-each.ts';
import { concludeTogether } from './conclude-together.ts';

const people = (kind: 'most' | 'fewest' | 'total'): Together => ({ kind, things: 'people' });
const all = (expected: 'yes' | 'indoors'): Together => ({ kind: 'all', expected });
const showing: Together = { kind: 'how_many', thing: 'a cat' };
const same: Together = { kind: 'same' };

test.each<[Together, readonly string[], string]>([
  [people('most'), ['two', 'five', 'one'], 'B shows the most people: five.'],
  [people('most'), ['two', 'two', 'one'], 'A and B show the most people: two each.'],
  [people('most'), ['Two.', '2'], 'I count as many people in each: two.'],
  [people('most'), ['zero', 'zero'], 'I see no people in any of them.'],
  [people('fewest'), ['no', 'five'], 'A shows the fewest people: zero.'],
  [people('most'), ['two', "i can't tell.", 'one'], 'A shows the most people: two. I could not count them in B.'],
  [people('most'), ['two', 'several'], 'I can’t tell: I could not count the people in B.'],
  [people('total'), ['two', 'one'], 'Together that is 3 people, where the same may be in several photos.'],
  [people('total'), ['many', 'a crowd'], 'I can’t tell: I could not count the people in A and B.'],
  [all('yes'), ['yes', 'yes'], 'Yes, both.'],
  [all('yes'), ['yes', 'yes', 'yes'], 'Yes, all of them.'],
  [all('yes'), ['yes', 'no', 'yes'], 'No: not B.'],
  [all('yes'), ['no', 'no'], 'No, none of them.'],
  [all('yes'), ['yes', "i can't tell."], 'I can’t tell for B.'],
  [all('indoors'), ['indoors', 'outdoors', "i can't tell."], 'No: not B. I can’t tell for C.'],
  [showing, ['yes', 'no', 'yes'], '2 of 3 show a cat: A and C.'],
  [showing, ['yes', "i can't tell."], '1 of 2 shows a cat: A. I can’t tell for B.'],
  [showing, ['no', 'no'], 'None of them shows a cat.'],
  [same, ['dog', 'dog'], 'Yes, the same: dog.'],
  [same, ['dog', 'cat', 'dog'], 'No: dog and cat.'],
  [same, ['dog', "i can't tell."], 'I can’t tell for B.'],
])('%o of %o', (together, texts, expected) => {
  const answers = texts.map((text, at) => ({ name: 'ABC'[at]!, text }));
  expect(concludeTogether(together, answers)).toBe(expected);
});
