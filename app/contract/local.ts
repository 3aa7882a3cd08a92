/**
 * @file What only a trusted program on the same machine may ask of the engine: work on files by their path.
 * Served to the command line over the memory transport and to Electron's main process; never to a page.
 */
import { z } from 'zod';
import { AnswerFacts, Look, maximumPhotos } from './assistant.ts';
import { call, defineContract, stream, type Client, type Handlers } from './define.ts';
import { ModelId, PhotoId } from './ids.ts';
import { mediaSizes } from './media-url.ts';
import { Alignment, mostPairs, SearchModelSpeed } from './models.ts';
import { SearchPage } from './search.ts';
import { Settings } from './settings.ts';

const Path = z.string().min(1).max(4096);

export const LocalAskInput = z.object({
  paths: z.array(Path).max(maximumPhotos),
  question: z.string().trim().min(1).max(2000),
  closer: z.boolean().default(false),
  /** Answers in place of the chosen chat model, and of the person's server. Rejects `not_found`, `model_missing`, `conflict`. */
  modelId: ModelId.optional(),
  temperature: Settings.shape.models.shape.temperature.optional(),
  seed: Settings.shape.models.shape.seed.optional(),
});
export type LocalAskInput = z.output<typeof LocalAskInput>;

export const LocalAskEvent = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('started'),
    tool: AnswerFacts.shape.tool,
    toolReason: z.string(),
    model: z.string().nullable(),
  }),
  z.object({ type: z.literal('notice'), text: z.string() }),
  z.object({ type: z.literal('looking'), looks: z.array(Look) }),
  z.object({ type: z.literal('token'), text: z.string() }),
  z.object({ type: z.literal('replaced'), text: z.string(), reason: z.string() }),
  z.object({
    type: z.literal('finished'),
    text: z.string(),
    facts: AnswerFacts.omit({ citedPhotoIds: true }),
    citedPaths: z.array(z.string()),
  }),
]);
export type LocalAskEvent = z.output<typeof LocalAskEvent>;

export const localContract = defineContract({
  /** Answers about files, in the library or not, without adding them. */
  ask: stream(LocalAskInput, LocalAskEvent),
  /** Library photos that look like these files, and not like those. */
  similar: call(
    z.object({
      like: z.array(Path).min(1).max(20),
      unlike: z.array(Path).max(20).default([]),
      limit: z.number().int().min(1).max(1000).default(20),
    }),
    SearchPage,
  ),
  /** The file to serve for a photo's image, made on demand; `path` is for the host alone. */
  mediaFile: call(
    z.object({ photoId: PhotoId, size: z.enum(mediaSizes) }),
    z.object({ path: z.string(), contentType: z.string(), etag: z.string() }),
  ),
  /** Measures a search model on library photos with these words. Rejects as `models.evaluate`. */
  evaluate: call(
    z.object({
      pairs: z
        .array(z.object({ path: Path, text: z.string().min(1) }))
        .min(1)
        .max(mostPairs),
      /** The active model where it is left out. */
      modelId: ModelId.optional(),
    }),
    Alignment,
  ),
  /** Measures a search model's speed for some seconds. Rejects `not_found`, `model_missing`, `model_incompatible`. */
  bench: call(z.object({ modelId: ModelId }), SearchModelSpeed),
  /** The path of a photo, to reveal it in the file manager. */
  photoPath: call(z.object({ photoId: PhotoId }), z.object({ path: z.string() })),
});

export type LocalEngine = Client<typeof localContract>;
export type LocalEngineHandlers = Handlers<typeof localContract>;
