import { jsonFile } from '../replica.ts';
import type { Words } from './words.ts';

/** `tokenizer.json` and `tokenizer_config.json`: whole words and signs, and the family's own tokens and template. */
export function tokenizerFiles(
  words: Words,
  { template, config = {} }: { template: string | null; config?: Readonly<Record<string, unknown>> },
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
    post_processor: null,
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
