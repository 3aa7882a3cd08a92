import { z } from 'zod';
import { call } from './define.ts';
import { DeviceChoice, DeviceId, DeviceTrial } from './devices.ts';
import { JobId, ModelId } from './ids.ts';

/** What a model is chosen for; each use has one model at a time. */
export const modelUses = ['search', 'chat'] as const;
export const ModelUse = z.enum(modelUses);
export type ModelUse = z.output<typeof ModelUse>;

export const VariantInfo = z.object({
  name: z.string(),
  sizeBytes: z.number().int(),
  approxMemoryMB: z.number(),
  devices: z.array(DeviceId),
});

export const ModelInfo = z.object({
  modelId: ModelId,
  revision: z.string(),
  family: z.string(),
  title: z.string(),
  tasks: z.array(z.enum(['search', 'caption', 'answer', 'detect', 'read'])),
  /** `available` may be installed; `partial` has files of an interrupted installation, which goes on where it was. */
  state: z.enum(['available', 'installing', 'partial', 'installed', 'corrupt']),
  /** Why it is corrupt or partial: the file and what is wrong with it. */
  problem: z.string().nullable(),
  /** The job that installs, verifies or switches to it. */
  jobId: JobId.nullable(),
  source: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('bundled') }),
    z.object({ kind: z.literal('hub'), repository: z.string(), commit: z.string().nullable() }),
    z.object({ kind: z.literal('folder') }),
  ]),
  variants: z.array(VariantInfo),
  /** The installed variant, else the one that suits this machine. */
  variant: z.string(),
  sizeBytes: z.number().int(),
  /** On disk now, parts of an interrupted installation among them. */
  diskBytes: z.number().int(),
  approxMemoryMB: z.number(),
  /** Whether this machine's memory and free space suffice; the reason where not. */
  fits: z.object({ ok: z.boolean(), reason: z.string().nullable() }),
  languages: z.array(z.string()),
  goodAt: z.array(z.string()),
  /** What it cannot do, in plain words; always shown. */
  limits: z.array(z.string()),
  licence: z.string(),
  /** Set where the licence or the training data restrict use. */
  licenceNotice: z.string().nullable(),
  /** What it is used for now. */
  uses: z.array(ModelUse),
  /** null until installed. */
  device: DeviceChoice.nullable(),
  /** Square side in pixels that the image tower sees; null where the question decides. */
  imageSize: z.number().int().nullable(),
  embeddingDim: z.number().int().nullable(),
});
export type ModelInfo = z.output<typeof ModelInfo>;

/** The search model and what is being prepared to take its place. */
export const SearchModelState = z.object({
  active: ModelId,
  /** Why another than the chosen model answers, in plain words; null where all is well. */
  problem: z.string().nullable(),
  /** Its vectors are being made while `active` answers. */
  next: z
    .object({ modelId: ModelId, jobId: JobId.nullable(), done: z.number().int(), total: z.number().int() })
    .nullable(),
  /** Its vectors are kept until then, so that going back takes no time. */
  previous: z.object({ modelId: ModelId, keptUntilMs: z.number(), vectorBytes: z.number().int() }).nullable(),
});
export type SearchModelState = z.output<typeof SearchModelState>;

/** What suits this machine, for the first start. */
export const Suggestion = z.object({
  search: ModelId,
  chat: ModelId,
  /** Why these, in one sentence. */
  reason: z.string(),
  /** What is not installed of them yet. */
  downloadBytes: z.number().int(),
  machine: z.object({ memoryMB: z.number().int(), cores: z.number().int(), freeBytes: z.number().int().nullable() }),
});
export type Suggestion = z.output<typeof Suggestion>;

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
  /** Seconds for the texts and the ranking; photos that had no vector yet are not in it. */
  seconds: z.number(),
  /** Photos a second of the image tower, measured on those that had no vector yet, else by the last probe. */
  photosPerSecond: z.number().nullable(),
  measuredMs: z.number(),
});
export type Alignment = z.output<typeof Alignment>;

/** How fast both towers of a search model are, as the product runs them. */
export const SearchModelSpeed = z.object({
  modelId: ModelId,
  device: DeviceId,
  /** Square side in pixels that the image tower sees. */
  imageSize: z.number().int(),
  embeddingDim: z.number().int(),
  /** Photos that are embedded at once. */
  batch: z.number().int(),
  /** From raw pixels to vectors, without reading files. */
  photosPerSecond: z.number(),
  /** One at a time, as a search asks. */
  textsPerSecond: z.number(),
});
export type SearchModelSpeed = z.output<typeof SearchModelSpeed>;

/** Pairs that a measurement takes at most, spread over the library. */
export const mostPairs = 1000;

const Id = z.object({ modelId: ModelId });
const Started = z.object({ jobId: JobId });

export const models = {
  /** Every model that is installed, ships inside or may be installed. */
  list: call(
    z.object({}),
    z.object({ models: z.array(ModelInfo), search: SearchModelState, chat: ModelId, diskBytes: z.number().int() }),
  ),
  suggestion: call(z.object({}), Suggestion),
  /** The model card, as Markdown; of a model that is not installed, what its manifest says. */
  card: call(Id, z.object({ markdown: z.string() })),
  /** The licence's text. */
  licence: call(Id, z.object({ name: z.string(), text: z.string(), notice: z.string().nullable() })),

  /** Downloads what is missing, verifies and records it; goes on where an earlier try stopped. Rejects `storage_full`, `conflict`. */
  install: call(z.object({ modelId: ModelId, variant: z.string().optional() }), Started),
  /** Adds a repository of a known family to the list. Rejects `network_failed`, `access_denied`, `not_found`, `model_incompatible`. */
  addRepository: call(z.object({ repository: z.string().trim().min(3).max(200) }), z.object({ modelId: ModelId })),
  /** Copies and verifies a model from a folder or a USB stick: one of the list (its files), or one of the person's own. */
  importFolder: call(
    z.object({ directory: z.string().min(1).max(4096) }),
    z.object({ jobId: JobId, modelId: ModelId }),
  ),
  /** Reads every file again; what is damaged is set aside, named and may be installed again. */
  verify: call(Id, Started),
  /** Deletes a model's files. Rejects `conflict` while it is in use or ships inside. */
  remove: call(Id, z.object({ freedBytes: z.number().int() })),

  /**
   * Chooses the model for a use. For search, its vectors are made in the background (`jobId`) while the old model answers,
   * and it takes over once they are complete. Rejects `model_missing` where it is not installed, `conflict` where it cannot do this.
   */
  use: call(z.object({ use: ModelUse, modelId: ModelId }), z.object({ jobId: JobId.nullable() })),
  /** Gives up the switch that is on its way; the vectors made so far go. */
  cancelSwitch: call(z.object({}), z.object({})),
  /** Deletes the vectors of the model before at once. */
  forgetPrevious: call(z.object({}), z.object({ freedBytes: z.number().int() })),

  /** Tries every device in a process of its own and keeps the fastest that computes the same as the CPU. */
  probe: call(Id, Started),
  /** What the last probe of a model found; empty where none was made with this driver. */
  trials: call(Id, z.object({ trials: z.array(DeviceTrial), driver: z.string().nullable() })),
  /** The person's own choice; null goes back to the measured one. */
  setDevice: call(z.object({ modelId: ModelId, device: DeviceId.nullable() }), DeviceChoice),

  /**
   * Measures a search model on the library, the active one where none is named; photos that it has not seen are shown to it
   * first, and search goes on as it was. Rejects `not_found` where fewer than two photos have such words, and as `use`.
   */
  evaluate: call(z.object({ source: z.enum(pairSources).exclude(['given']), modelId: ModelId.optional() }), Alignment),
  /** The last measurement of each model and source. */
  measurements: call(z.object({}), z.object({ measurements: z.array(Alignment) })),
};
