/** @file The parts of a repository's configuration files that say how its towers are fed. Unknown keys are other models' business. */
import { z } from 'zod';

const Size = z.union([
  z.number(),
  z.object({ shortest_edge: z.number() }),
  z.object({ height: z.number(), width: z.number() }),
]);
const Triple = z.tuple([z.number(), z.number(), z.number()]);

export const HubConfig = z.object({
  model_type: z.string(),
  projection_dim: z.number().int().positive().optional(),
  text_config: z
    .object({
      max_position_embeddings: z.number().int().positive().optional(),
      hidden_size: z.number().int().positive().optional(),
    })
    .default({}),
  vision_config: z.object({ hidden_size: z.number().int().positive().optional() }).default({}),
});
export type HubConfig = z.output<typeof HubConfig>;

export const HubPreprocessor = z.object({
  size: Size,
  do_center_crop: z.boolean().default(false),
  crop_size: Size.optional(),
  /** Pillow's numbers. */
  resample: z.number().default(2),
  do_rescale: z.boolean().default(true),
  rescale_factor: z.number().default(1 / 255),
  do_normalize: z.boolean().default(true),
  image_mean: Triple.default([0.5, 0.5, 0.5]),
  image_std: Triple.default([0.5, 0.5, 0.5]),
});
export type HubPreprocessor = z.output<typeof HubPreprocessor>;

const Token = z
  .union([z.string(), z.object({ content: z.string() })])
  .transform((token) => (typeof token === 'string' ? token : token.content));

export const HubTokenizer = z.object({
  tokenizer_class: z.string(),
  model_max_length: z.number().optional(),
  bos_token: Token.nullish(),
  eos_token: Token.nullish(),
  cls_token: Token.nullish(),
  sep_token: Token.nullish(),
  pad_token: Token.nullish(),
  added_tokens_decoder: z.record(z.string(), z.object({ content: z.string() })).default({}),
});
export type HubTokenizer = z.output<typeof HubTokenizer>;
