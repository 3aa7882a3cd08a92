import { z } from 'zod';
import { call } from './define.ts';
import { JobId, ModelId } from './ids.ts';

export const Settings = z.object({
  theme: z.enum(['system', 'light', 'dark']),
  /** Target height of a row in the grid. */
  density: z.enum(['small', 'medium', 'large']),
  /** Default least probability of a match by meaning. */
  minimumProbability: z.number().min(0).max(1),
  indexing: z.object({
    /** `gentle` uses one core and yields to everything else. */
    pace: z.enum(['full', 'gentle']),
    onBattery: z.boolean(),
    paused: z.boolean(),
  }),
  limits: z.object({
    /** Larger photos are left out, with a reason. */
    megapixels: z.number().int().min(1).max(2000),
    megabytes: z.number().int().min(1).max(10_000),
  }),
  /** Watch folders and index changes as they happen. */
  watchFolders: z.boolean(),
  models: z.object({
    /** null for the built-in model. */
    search: ModelId.nullable(),
    chat: ModelId.nullable(),
    /** Where models are downloaded from: the hub, or a mirror with the same layout. */
    hubAddress: z.url({ protocol: /^https?$/ }),
    /** 0 takes the likeliest words. */
    temperature: z.number().min(0).max(2),
    seed: z
      .number()
      .int()
      .min(0)
      .max(2 ** 31),
  }),
  /** A server of the person's own that answers in place of the chat model. Its key is in the system's keychain. */
  server: z.object({
    enabled: z.boolean(),
    /** Base address of an OpenAI-compatible interface, such as `http://localhost:11434/v1`; empty where there is none. */
    address: z.string().max(2000),
    model: z.string().max(300),
    /** Photos are scaled to this longest edge, in pixels, before they are sent. */
    longestEdge: z.number().int().min(64).max(4096),
    /** The address to which the person has agreed to send photos; asked again for another. */
    consentedAddress: z.string().nullable(),
  }),
  /** The person has seen what the built-in model can and cannot do. */
  introSeen: z.boolean(),
});
export type Settings = z.output<typeof Settings>;

export const defaultSettings: Settings = {
  theme: 'system',
  density: 'medium',
  minimumProbability: 0.5,
  indexing: { pace: 'full', onBattery: true, paused: false },
  limits: { megapixels: 300, megabytes: 500 },
  watchFolders: true,
  models: { search: null, chat: null, hubAddress: 'https://huggingface.co', temperature: 0, seed: 0 },
  server: { enabled: false, address: '', model: '', longestEdge: 1024, consentedAddress: null },
  introSeen: false,
};

export const SettingsPatch = z.object({
  theme: Settings.shape.theme.optional(),
  density: Settings.shape.density.optional(),
  minimumProbability: Settings.shape.minimumProbability.optional(),
  indexing: Settings.shape.indexing.partial().optional(),
  limits: Settings.shape.limits.partial().optional(),
  watchFolders: z.boolean().optional(),
  /** The model for search is chosen by `models.use`, which makes its vectors first. */
  models: Settings.shape.models.omit({ search: true }).partial().optional(),
  server: Settings.shape.server.partial().optional(),
  introSeen: z.boolean().optional(),
});
export type SettingsPatch = z.output<typeof SettingsPatch>;

/** Where the library lives and what it holds. */
export const Storage = z.object({
  path: z.string(),
  /** Where the library will be after the next start; null where it stays. */
  movesTo: z.string().nullable(),
  databaseBytes: z.number().int(),
  thumbnailBytes: z.number().int(),
  /** Of all search models, inside the database. */
  vectorBytes: z.number().int(),
  freeBytes: z.number().int().nullable(),
  photos: z.number().int(),
  lastBackup: z.object({ path: z.string(), createdMs: z.number(), sizeBytes: z.number().int() }).nullable(),
});
export type Storage = z.output<typeof Storage>;

export const settings = {
  get: call(z.object({}), Settings),
  update: call(SettingsPatch, Settings),
  storage: call(z.object({}), Storage),
  /** Copies the database (favourites, conversations, vectors) into `directory`, or beside the library. */
  backup: call(z.object({ directory: z.string().max(4096).optional() }), z.object({ jobId: JobId, path: z.string() })),
  /**
   * Moves the library to an empty folder: its pictures now, the rest at the next start (`storage.movesTo`). The old one is
   * deleted only once the new one is complete and checked. Rejects `invalid_input`, `conflict`, `permission_denied`.
   */
  move: call(z.object({ directory: z.string().min(1).max(4096) }), z.object({ jobId: JobId })),
  /**
   * Forgets the index (thumbnails, the vectors of every search model) or everything (favourites and conversations too).
   * Photos are not touched. A switch of search models that is on its way is given up.
   */
  reset: call(z.object({ what: z.enum(['index', 'everything']), confirm: z.literal('reset') }), z.object({})),
};
