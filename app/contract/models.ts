import { z } from 'zod';
import { call } from './define.ts';
import { ModelId } from './ids.ts';

export const ModelInfo = z.object({
  modelId: ModelId,
  revision: z.string(),
  title: z.string(),
  tasks: z.array(z.enum(['search', 'caption', 'answer'])),
  state: z.enum(['absent', 'fetching', 'verifying', 'installed', 'corrupt']),
  /** Why it is corrupt or absent: the file and what is wrong with it. */
  problem: z.string().nullable(),
  sizeBytes: z.number().int(),
  approxMemoryMB: z.number(),
  languages: z.array(z.string()),
  goodAt: z.array(z.string()),
  /** What it cannot do, in plain words; always shown. */
  limits: z.array(z.string()),
  licence: z.string(),
  /** Set where the licence or the training data restrict use. */
  licenceNotice: z.string().nullable(),
  /** Square side in pixels that the image tower sees. */
  imageSize: z.number().int(),
  embeddingDim: z.number().int(),
});
export type ModelInfo = z.output<typeof ModelInfo>;

/** The words that are taken to say what a photo shows. */
export const pairSources = ['caption', 'keywords', 'name', 'given'] as const;

export const Retrieval = z.object({
  /** Share of queries whose partner is among the best 1, 5 and 10. */
  recallAt1: z.number(),
  recallAt5: z.number(),
  recallAt10: z.number(),
  medianRank: z.number(),
});
export type Retrieval = z.output<typeof Retrieval>;

/** How well a model brings photos and words together, measured on pairs of the person's own. */
export const Alignment = z.object({
  modelId: ModelId,
  source: z.enum(pairSources),
  /** Each is looked for among all of them; pairs with the same words count as one another. */
  pairs: z.number().int(),
  textToImage: Retrieval,
  imageToText: Retrieval,
  /** What guessing would reach. */
  chanceAt10: z.number(),
  seconds: z.number(),
});
export type Alignment = z.output<typeof Alignment>;

/** Pairs that a measurement takes at most, spread over the library. */
export const mostPairs = 1000;

export const models = {
  list: call(z.object({}), z.object({ models: z.array(ModelInfo) })),
  /** The model card, as Markdown. */
  card: call(z.object({ modelId: ModelId }), z.object({ markdown: z.string() })),
  /** Measures the search model on the library. Rejects `not_found` where fewer than two indexed photos have such words. */
  evaluate: call(z.object({ source: z.enum(pairSources).exclude(['given']) }), Alignment),
};
