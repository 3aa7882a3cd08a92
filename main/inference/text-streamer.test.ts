import { expect, it } from 'vitest';
import { createTextStreamer } from './text-streamer.ts';

/** Shows what each growing text adds, and what its end does. */
function stream(...texts: string[]): string[] {
  const streamer = createTextStreamer({ decode: (ids) => texts[ids[0]!]! });
  return texts.map((_, index) => (index < texts.length - 1 ? streamer.push([index]) : streamer.end([index])));
}

it('shows words once they are whole', () => {
  expect(stream('a re', 'a red c', 'a red car', 'a red car.')).toEqual(['a', ' red', '', ' car.']);
});

it('takes a line for the end of a word', () => {
  expect(stream('EX', 'EXIT\nb', 'EXIT\nbar')).toEqual(['', 'EXIT', '\nbar']);
});

it('shows scripts without spaces sign by sign, and never half a sign', () => {
  expect(stream('红色的', '红色的汽\uFFFD', '红色的汽车。')).toEqual(['红色的', '汽', '车。']);
});
