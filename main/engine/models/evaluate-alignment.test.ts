import { expect, it } from 'vitest';
import { evaluateAlignment, type Pair } from './evaluate-alignment.ts';

const unit = (degrees: number): Float32Array => {
  const angle = (degrees * Math.PI) / 180;
  return Float32Array.of(Math.cos(angle), Math.sin(angle));
};
const pair = (text: string, photo: number, words: number): Pair => ({ text, photo: unit(photo), words: unit(words) });
const { signal } = new AbortController();

it('finds every partner where photos and words lie together', async () => {
  const pairs = [0, 90, 180, 270].map((degrees) => pair(`${degrees}`, degrees, degrees + 5));
  const { textToImage, imageToText } = await evaluateAlignment(pairs, signal);
  expect(textToImage).toEqual({ recallAt1: 1, recallAt5: 1, recallAt10: 1, medianRank: 1 });
  expect(imageToText).toEqual(textToImage);
});

it('ranks each way by itself', async () => {
  // Both texts lie nearest to the first photo; each photo is nearest to its own text.
  const pairs = [pair('a', 0, 10), pair('b', 80, 30)];
  const { textToImage, imageToText } = await evaluateAlignment(pairs, signal);
  expect(textToImage.recallAt1).toBe(0.5);
  expect(imageToText.recallAt1).toBe(1);
  expect(textToImage.medianRank).toBe(2);
});

it('counts pairs with the same words as one another', async () => {
  const pairs = [pair('dog', 0, 20), pair('dog', 20, 20), pair('cat', 180, 180)];
  expect((await evaluateAlignment(pairs, signal)).textToImage.recallAt1).toBe(1);
});
