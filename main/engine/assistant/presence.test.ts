import { expect, test } from 'vitest';
import { presenceOf, thingAskedFor } from './presence.ts';

test.each([
  ['Is there a dog?', 'a dog'],
  ['is there a fire hydrant in the photo?', 'a fire hydrant'],
  ['Are there any people here', 'people'],
  ['Do you see the red car in this picture?', 'the red car'],
  ['can you see snow', 'snow'],
  ['Does it show a beach?', 'a beach'],
  ['Is there a sign in photo 1?', 'a sign'],
  ['Is there a boat in the second picture?', 'a boat'],
  ['Any elephants?', 'elephants'],
  ['Is an elephant in this photo?', 'an elephant'],
  ['is this a photo of a dog?', 'a dog'],
  ['Is there an elephant in the photo, please?', 'an elephant'],
  ['Hello, is there a dog?', 'a dog'],
  ['are these sheep or cows?', null],
  ['Are they outdoors?', null],
  ['Is this a real photo?', null],
  ['Is there anything unusual?', null],
  ['Is there somebody on the left?', null],
  ['Is there a man who holds a glass in his left hand?', null],
  ['Is it raining?', null],
  ['What is there?', null],
  ['How many dogs are there?', null],
])('%s asks for %s', (question, thing) => {
  expect(thingAskedFor(question)).toBe(thing);
});

const weights = { decoder: 0.5, likeness: 1, bias: 0 };

test('two witnesses who agree are surer than one, and the surer one wins', () => {
  const probability = 0.8;
  const alone = presenceOf(weights, { decoder: { answer: 'yes', probability }, likeness: 0 });
  expect(alone).toBeCloseTo(2 / 3);
  expect(presenceOf(weights, { decoder: { answer: 'yes', probability }, likeness: 2 })).toBeGreaterThan(0.9);
  expect(presenceOf(weights, { decoder: { answer: 'yes', probability }, likeness: -2 })).toBeLessThan(0.3);
  expect(presenceOf(weights, { decoder: { answer: 'no', probability }, likeness: 2 })).toBeGreaterThan(0.7);
});

test('a probability that was rounded to 1 settles nothing by itself', () => {
  expect(presenceOf(weights, { decoder: { answer: 'yes', probability: 1 }, likeness: -20 })).toBeLessThan(0.01);
});
