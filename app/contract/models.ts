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

export const models = {
  list: call(z.object({}), z.object({ models: z.array(ModelInfo) })),
  /** The model card, as Markdown. */
  card: call(z.object({ modelId: ModelId }), z.object({ markdown: z.string() })),
};
