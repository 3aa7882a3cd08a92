import { Tokenizer } from '@huggingface/tokenizers';
import type { TextPreprocessing } from '../manifest.ts';

/** Ids of a text with those before and after it, at most `maxTokens`, without padding. */
export type TokeniseText = (text: string) => number[];

/** @param json the parsed `tokenizer.json`; its own post-processor is not used: the manifest says what stands around a text. */
export function createTextTokeniser(json: object, preprocessing: TextPreprocessing): TokeniseText {
  const { maxTokens, before, after, lowercase } = preprocessing;
  const tokenizer = new Tokenizer(json, {});
  const room = maxTokens - before.length - after.length;
  return (text) => {
    const { ids } = tokenizer.encode(lowercase ? text.toLowerCase() : text, { add_special_tokens: false });
    return [...before, ...ids.slice(0, room), ...after];
  };
}
