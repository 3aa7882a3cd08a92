/** @file Small `tokenizer.json` files of the same types as the real ones: byte-level BPE, SentencePiece BPE and unigram. */

export interface ReplicaTokenizer {
  /** The content of `tokenizer.json`. */
  readonly json: object;
  readonly vocabularySize: number;
  id(token: string): number;
}

/** `added_tokens_decoder` of `tokenizer_config.json`. */
export const addedTokens = (tokenizer: ReplicaTokenizer, contents: readonly string[]): object =>
  Object.fromEntries(contents.map((content) => [tokenizer.id(content), { content, special: true }]));

const special = (content: string, id: number) => ({
  id,
  content,
  single_word: false,
  lstrip: false,
  rstrip: false,
  normalized: false,
  special: true,
});

/** Merges that make one token of each word, whose first pieces are given; later words build on earlier ones. */
function mergesOf(words: readonly (readonly string[])[]): [string, string][] {
  const merges: [string, string][] = [];
  for (const word of words) {
    let pieces = [...word];
    for (const merge of merges) pieces = merged(pieces, merge);
    while (pieces.length > 1) {
      const merge: [string, string] = [pieces[0]!, pieces[1]!];
      merges.push(merge);
      pieces = merged(pieces, merge);
    }
  }
  return merges;
}

function merged(pieces: readonly string[], [left, right]: readonly [string, string]): string[] {
  const out: string[] = [];
  for (let at = 0; at < pieces.length; at += 1) {
    const both = pieces[at] === left && pieces[at + 1] === right;
    out.push(both ? left + right : pieces[at]!);
    if (both) at += 1;
  }
  return out;
}

function tokenizer(tokens: readonly string[], json: (vocabulary: Readonly<Record<string, number>>) => object) {
  const ids = new Map(tokens.map((token, id) => [token, id]));
  if (ids.size !== tokens.length) throw new Error('Expected each token once.');
  return {
    json: { version: '1.0', truncation: null, padding: null, ...json(Object.fromEntries(ids)) },
    vocabularySize: tokens.length,
    id(token: string): number {
      const id = ids.get(token);
      if (id === undefined) throw new Error(`${token} is not in the vocabulary.`);
      return id;
    },
  };
}

/** The signs that GPT-2's tokenizer writes bytes with. */
const byteSigns: readonly string[] = (() => {
  const printable = (byte: number): boolean =>
    (byte >= 33 && byte <= 126) || (byte >= 161 && byte <= 172) || byte >= 174;
  let next = 256;
  return Array.from({ length: 256 }, (_, byte) => String.fromCodePoint(printable(byte) ? byte : next++));
})();

const wordEnd = '</w>';

/** As CLIP's, with a token for each of these words. */
export function byteLevelTokenizer(words: readonly string[]): ReplicaTokenizer {
  const pieces = words.map((word) => {
    const signs = [...new TextEncoder().encode(word)].map((byte) => byteSigns[byte]!);
    return [...signs.slice(0, -1), signs.at(-1)! + wordEnd];
  });
  return byteLevelTokenizerOf(mergesOf(pieces));
}

/** As CLIP's: lower-case, bytes, ends of words marked; printable bytes have the first ids, the two special tokens the last. */
export function byteLevelTokenizerOf(merges: readonly (readonly [string, string])[]): ReplicaTokenizer {
  const signs = byteSigns.toSorted((left, right) => left.codePointAt(0)! - right.codePointAt(0)!);
  const tokens = [
    ...signs,
    ...signs.map((sign) => sign + wordEnd),
    ...new Set(merges.map((merge) => merge.join(''))),
    '<|startoftext|>',
    '<|endoftext|>',
  ];
  const [bos, eos] = [tokens.length - 2, tokens.length - 1];
  const pattern = String.raw`<\|startoftext\|>|<\|endoftext\|>|'s|'t|'re|'ve|'m|'ll|'d|[\p{L}]+|[\p{N}]|[^\s\p{L}\p{N}]+`;
  return tokenizer(tokens, (vocab) => ({
    added_tokens: [special('<|startoftext|>', bos), special('<|endoftext|>', eos)],
    normalizer: {
      type: 'Sequence',
      normalizers: [
        { type: 'NFC' },
        { type: 'Replace', pattern: { Regex: String.raw`\s+` }, content: ' ' },
        { type: 'Lowercase' },
      ],
    },
    pre_tokenizer: {
      type: 'Sequence',
      pretokenizers: [
        { type: 'Split', pattern: { Regex: pattern }, behavior: 'Removed', invert: true },
        { type: 'ByteLevel', add_prefix_space: false, trim_offsets: true, use_regex: false },
      ],
    },
    post_processor: {
      type: 'RobertaProcessing',
      sep: ['<|endoftext|>', eos],
      cls: ['<|startoftext|>', bos],
      trim_offsets: false,
      add_prefix_space: false,
    },
    decoder: { type: 'ByteLevel', add_prefix_space: true, trim_offsets: true, use_regex: true },
    model: {
      type: 'BPE',
      dropout: null,
      unk_token: '<|endoftext|>',
      continuing_subword_prefix: '',
      end_of_word_suffix: wordEnd,
      fuse_unk: false,
      vocab,
      merges: merges.map((merge) => merge.join(' ')),
    },
  }));
}

const space = '▁';
const signsOf = (word: string): string[] => Array.from(word);
const printable = Array.from({ length: 94 }, (_, index) => String.fromCodePoint(33 + index));

/** As Gemma's: upper and lower case apart, unknown signs as bytes, no token before a text's own. */
export function gemmaTokenizer(words: readonly string[]): ReplicaTokenizer {
  const specials = ['<pad>', '<eos>', '<bos>', '<unk>'];
  const bytes = Array.from({ length: 256 }, (_, byte) => `<0x${byte.toString(16).toUpperCase().padStart(2, '0')}>`);
  const merges = mergesOf(words.flatMap((word) => [signsOf(word), [space, ...signsOf(word)]]));
  const tokens = [...specials, ...bytes, space, ...printable, ...new Set(merges.map((merge) => merge.join('')))];
  return tokenizer(tokens, (vocab) => ({
    added_tokens: specials.map(special),
    normalizer: { type: 'Replace', pattern: { String: ' ' }, content: space },
    pre_tokenizer: { type: 'Split', pattern: { String: ' ' }, behavior: 'MergedWithPrevious', invert: false },
    post_processor: template([], ['<eos>'], specials),
    decoder: { type: 'ByteFallback' },
    model: { type: 'BPE', dropout: null, unk_token: '<unk>', fuse_unk: true, byte_fallback: true, vocab, merges },
  }));
}

interface UnigramFacts {
  readonly specials: readonly string[];
  readonly unknown: string;
  /** Special tokens around a text. */
  readonly before: readonly string[];
  readonly after: readonly string[];
  readonly lowercase: boolean;
}

/** What a tokenizer puts around a text by itself; `specials` are the first ids. */
function template(before: readonly string[], after: readonly string[], specials: readonly string[]): object {
  const token = (id: string) => ({ SpecialToken: { id, type_id: 0 } });
  const used = [...before, ...after].map((id) => [id, { id, ids: [specials.indexOf(id)], tokens: [id] }]);
  return {
    type: 'TemplateProcessing',
    single: [...before.map(token), { Sequence: { id: 'A', type_id: 0 } }, ...after.map(token)],
    pair: [],
    special_tokens: Object.fromEntries(used) as object,
  };
}

/** As those of T5 and XLM-R: whole words where they are known, else signs; `specials` come first. */
export function unigramTokenizer(
  words: readonly string[],
  { specials, unknown, before, after, lowercase }: UnigramFacts,
): ReplicaTokenizer {
  const known = words.map((word) => space + word);
  const signs = [...new Set([...printable, ...signsOf(words.join(''))])];
  const scored = [
    ...specials.map((token) => [token, 0] as const),
    ...known.map((token) => [token, -2] as const),
    [space, -5] as const,
    ...signs.map((sign) => [sign, -9] as const),
  ];
  const normalizers = [
    { type: 'Replace', pattern: { Regex: String.raw`[!"#$%&'()*+,\-./:;<=>?@\[\\\]^_\`{|}~]` }, content: '' },
    { type: 'Lowercase' },
  ];
  return tokenizer(
    scored.map(([token]) => token),
    () => ({
      added_tokens: specials.map(special),
      normalizer: { type: 'Sequence', normalizers: lowercase ? normalizers : [{ type: 'NFKC' }] },
      pre_tokenizer: {
        type: 'Sequence',
        pretokenizers: [
          { type: 'WhitespaceSplit' },
          { type: 'Metaspace', replacement: space, prepend_scheme: 'always' },
        ],
      },
      post_processor: template(before, after, specials),
      decoder: { type: 'Metaspace', replacement: space, prepend_scheme: 'always' },
      model: { type: 'Unigram', unk_id: specials.indexOf(unknown), vocab: scored },
    }),
  );
}
