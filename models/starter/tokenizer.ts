import { Tokenizer } from '@huggingface/tokenizers';
import type { StarterConfig } from './config.ts';

export interface StarterTokenizer {
  /** Ids for the text tower: `<bos> … <eos>`, cut to the model's length, the last id kept. */
  encodeText(text: string): number[];
  /** The decoder's prompt for a question, or for a caption where it is null. */
  encodePrompt(question: string | null): number[];
  /** Text of ids; special tokens are left out. */
  decode(ids: readonly number[]): string;
}

/** @param json the parsed `tokenizer.json`. */
export function createStarterTokenizer(json: object, config: StarterConfig): StarterTokenizer {
  const tokenizer = new Tokenizer(json, {});
  const encode = (text: string): number[] => tokenizer.encode(text, { add_special_tokens: false }).ids;
  const bos = config.special_tokens['<bos>']!;
  const eos = config.special_tokens['<eos>']!;
  return {
    encodeText: (text) => [bos, ...encode(text).slice(0, config.text.max_length - 2), eos],
    encodePrompt(question) {
      const { caption_prompt, question_prompt, question_max_tokens } = config.decoder;
      if (question === null) return [...caption_prompt];
      const ids = encode(question).slice(0, question_max_tokens);
      return [...question_prompt.before, ...ids, ...question_prompt.after];
    },
    decode: (ids) => (ids.length === 0 ? '' : tokenizer.decode([...ids], { skip_special_tokens: true }).trim()),
  };
}
