import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { StarterConfig } from './config.ts';
import { createStarterTokenizer } from './tokenizer.ts';

const read = (path: string): object => JSON.parse(readFileSync(new URL(path, import.meta.url), 'utf8')) as object;
const config = StarterConfig.parse(read('config.json'));
const tokenizer = createStarterTokenizer(read('tokenizer.json'), config);
const golden = read('golden/tokenizer.json') as {
  texts: { text: string; ids: number[]; decoded: string }[];
  questions: { text: string; ids: number[] }[];
};

describe('the starter tokenizer, against the Python reference', () => {
  it.each(golden.texts)('encodes $text', ({ text, ids }) => {
    expect(tokenizer.encodeText(text)).toEqual(ids);
  });

  it.each(golden.questions)('makes the prompt of $text', ({ text, ids }) => {
    expect(tokenizer.encodePrompt(text)).toEqual(ids);
  });

  it.each(golden.texts)('decodes what it encoded of $text', ({ ids, decoded }) => {
    expect(tokenizer.decode(ids)).toBe(decoded);
  });

  it('makes the caption prompt', () => {
    expect(tokenizer.encodePrompt(null)).toEqual(config.decoder.caption_prompt);
  });
});
