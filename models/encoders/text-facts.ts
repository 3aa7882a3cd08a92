import { AppError } from '../../app/contract/errors.ts';
import type { TextPreprocessing } from '../manifest.ts';
import type { HubConfig, HubTokenizer } from './hub-configuration.ts';

type Role = 'bos_token' | 'eos_token' | 'cls_token' | 'sep_token';

interface TokenizerKind {
  readonly before: readonly Role[];
  readonly after: readonly Role[];
  readonly lowercase: boolean;
  readonly padTo: TextPreprocessing['padTo'];
  /** Where the configuration does not tell. */
  readonly maxTokens: number;
  /** Has a mask, and takes far more than anyone types. */
  readonly masked: boolean;
  /** Ids of tokens that a repository's files leave out. */
  readonly usual: Readonly<Partial<Record<Role | 'pad_token', number>>>;
}

const sigmoidKind = {
  before: [],
  after: ['eos_token'],
  lowercase: true,
  padTo: 'maximum',
  maxTokens: 64,
  masked: false,
} as const;
const maskedKind = { lowercase: false, padTo: 'longest', maxTokens: 128, masked: true, usual: {} } as const;

/** By `tokenizer_class`, without `Fast`. */
const kinds: Readonly<Record<string, TokenizerKind>> = {
  CLIPTokenizer: {
    before: ['bos_token'],
    after: ['eos_token'],
    lowercase: true,
    padTo: 'longest',
    maxTokens: 77,
    masked: false,
    usual: { bos_token: 49406, eos_token: 49407, pad_token: 49407 },
  },
  GemmaTokenizer: { ...sigmoidKind, usual: { eos_token: 1, pad_token: 0 } },
  SiglipTokenizer: { ...sigmoidKind, usual: { eos_token: 1, pad_token: 1 } },
  T5Tokenizer: { ...sigmoidKind, usual: { eos_token: 1, pad_token: 1 } },
  XLMRobertaTokenizer: { ...maskedKind, before: ['bos_token'], after: ['eos_token'] },
  BertTokenizer: { ...maskedKind, before: ['cls_token'], after: ['sep_token'] },
  DistilBertTokenizer: { ...maskedKind, before: ['cls_token'], after: ['sep_token'] },
};

/** @param idOf the id of a token, as far as the repository's files tell. @throws `model_incompatible` for other tokenizers. */
export function textFacts(
  { text_config }: HubConfig,
  tokenizer: HubTokenizer,
  idOf: (token: string) => number | null,
): Omit<TextPreprocessing, 'prompt'> {
  const name = tokenizer.tokenizer_class.replace(/Fast$/, '');
  const kind = kinds[name];
  if (kind === undefined) {
    const known = Object.keys(kinds).join(', ');
    throw new AppError('model_incompatible', `Its tokenizer is a ${name}. These are known: ${known}.`);
  }
  const id = (role: Role | 'pad_token'): number => {
    const token = tokenizer[role];
    const found = (typeof token === 'string' ? idOf(token) : null) ?? kind.usual[role] ?? null;
    if (found !== null) return found;
    throw new AppError('model_incompatible', `tokenizer_config.json does not tell the id of its ${role}.`);
  };
  return {
    tokenizer: 'tokenizer.json',
    maxTokens: maxTokensOf(kind, text_config.max_position_embeddings, tokenizer.model_max_length),
    padTo: kind.padTo,
    padId: id('pad_token'),
    before: kind.before.map(id),
    after: kind.after.map(id),
    lowercase: kind.lowercase,
  };
}

/** Tokenizers without a limit of their own say 1e30. */
const maxTokensOf = ({ masked, maxTokens }: TokenizerKind, positions = maxTokens, limit = maxTokens): number =>
  masked ? Math.min(maxTokens, limit) : positions;
