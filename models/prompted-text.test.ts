import { expect, it } from 'vitest';
import { promptedText } from './prompted-text.ts';

const prompt = 'a photo of a {}';

it.each([
  ['cat', 'a photo of a cat'],
  ['A cat', 'a photo of a cat'],
  ['the red car', 'a photo of a red car'],
  ['a man riding a wave', 'a man riding a wave'],
  ['two dogs playing', 'two dogs playing'],
])('%s is asked for as “%s”', (text, asked) => expect(promptedText(text, prompt)).toBe(asked));
