import { jsonFile } from '../replica.ts';
import type { Words } from './words.ts';

export interface TokenizerOptions {
  readonly template: string | null;
  /** Signs that the tokenizer puts before and after a text. */
  readonly wraps?: readonly [string, string];
  readonly config?: Readonly<Record<string, unknown>>;
}

/** `tokenizer.json` and `tokenizer_config.json`: whole words and signs, and the family's own tokens and template. */
export function tokenizerFiles(
  words: Words,
  { template, wraps, config = {} }: TokenizerOptions,
): Map<string, Uint8Array> {
  const special = words.signs.special.map((content) => ({
    id: words.id(content),
    content,
    single_word: false,
    lstrip: false,
    rstrip: false,
    normalized: false,
    special: true,
  }));
  const tokenizer = {
    version: '1.0',
    truncation: null,
    padding: null,
    added_tokens: special,
    normalizer: null,
    pre_tokenizer: { type: 'Whitespace' },
    post_processor: wraps === undefined ? null : wrapping(words, wraps),
    decoder: null,
    model: {
      type: 'WordLevel',
      vocab: Object.fromEntries(words.tokens.map((token, id) => [token, id])),
      unk_token: '<unk>',
    },
  };
  return new Map([
    ['tokenizer.json', jsonFile(tokenizer)],
    [
      'tokenizer_config.json',
      jsonFile({
        tokenizer_class: 'PreTrainedTokenizerFast',
        unk_token: '<unk>',
        eos_token: words.signs.end,
        model_max_length: 8192,
        clean_up_tokenization_spaces: false,
        ...(template === null ? {} : { chat_template: template }),
        ...config,
      }),
    ],
  ]);
}

const wrapping = (words: Words, [before, after]: readonly [string, string]): object => ({
  type: 'RobertaProcessing',
  sep: [after, words.id(after)],
  cls: [before, words.id(before)],
  trim_offsets: true,
  add_prefix_space: false,
});
