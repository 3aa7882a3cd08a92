import { z } from 'zod';
import { ModelId } from '../app/contract/ids.ts';

const Sha256 = z.string().regex(/^[0-9a-f]{64}$/);

export const ModelFile = z.strictObject({
  path: z.string().min(1),
  bytes: z.number().int().positive(),
  sha256: Sha256,
});
export type ModelFile = z.output<typeof ModelFile>;

/** What a model is, needs, may be used for and cannot do. One checked file a model: `models/<family>/manifest.json`. */
export const ModelManifest = z.strictObject({
  id: ModelId,
  /** Changes whenever its vectors change; part of every vector's key. */
  revision: z.string().regex(/^[A-Za-z0-9._-]+$/),
  family: z.enum(['starter']),
  title: z.string(),
  tasks: z.array(z.enum(['search', 'caption', 'answer'])).min(1),
  files: z.array(ModelFile).min(1),
  card: z.string(),
  languages: z.array(z.string()).min(1),
  goodAt: z.array(z.string()),
  limits: z.array(z.string()).min(1),
  licence: z.strictObject({
    spdx: z.string(),
    /** Where the licence or the training data restrict use. */
    notice: z.string().nullable(),
  }),
  imageSize: z.number().int(),
  embeddingDim: z.number().int(),
  approxMemoryMB: z.number(),
});
export type ModelManifest = z.output<typeof ModelManifest>;

/** The key under which a model's vectors are stored. */
export const modelKeyOf = (manifest: Pick<ModelManifest, 'id' | 'revision'>): string =>
  `${manifest.id}@${manifest.revision}`;
