import { z } from 'zod';

const TokenId = z.number().int().nonnegative();

/** The part of the starter's `config.json` that running it needs. Refuses what this code would run wrongly. */
export const StarterConfig = z.object({
  version: z.string(),
  image: z.object({
    file: z.string(),
    size: z.number().int(),
    layout: z.literal('NHWC'),
    dtype: z.literal('uint8'),
    color: z.literal('RGB'),
    normalise: z.literal('inside the graph'),
    tokens: z.number().int(),
    token_dim: z.number().int(),
  }),
  text: z.object({
    file: z.string(),
    tokenizer: z.string(),
    max_length: z.number().int(),
    add_special_tokens: z.literal(true),
    pad_id: TokenId,
    prompt: z.string(),
  }),
  decoder: z.object({
    file: z.string(),
    max_length: z.number().int(),
    add_special_tokens: z.literal(false),
    caption_prompt: z.array(TokenId),
    question_prompt: z.object({ before: z.array(TokenId), after: z.array(TokenId) }),
    question_max_tokens: z.number().int(),
    stop_id: TokenId,
    caption_max_new: z.number().int(),
    answer_max_new: z.number().int(),
    no_photo_answer: z.string(),
    questions: z.object({
      list_objects: z.string(),
      scene: z.string(),
      people: z.string(),
      animal: z.string(),
    }),
  }),
  special_tokens: z.record(z.string(), TokenId),
  embedding_dim: z.number().int(),
  calibration: z.object({ a: z.number(), b: z.number() }),
  /** Weights of the two witnesses' log-odds that a thing is in a photo. */
  presence: z.object({ decoder: z.number(), likeness: z.number(), bias: z.number() }),
  vocab_size: z.number().int(),
  caption_check: z.object({ min_probability: z.number() }),
});
export type StarterConfig = z.output<typeof StarterConfig>;
