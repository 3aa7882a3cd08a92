import { z } from 'zod';
import { call } from './define.ts';
import { JobId } from './ids.ts';

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
  introSeen: false,
};

export const SettingsPatch = z.object({
  theme: Settings.shape.theme.optional(),
  density: Settings.shape.density.optional(),
  minimumProbability: Settings.shape.minimumProbability.optional(),
  indexing: Settings.shape.indexing.partial().optional(),
  limits: Settings.shape.limits.partial().optional(),
  watchFolders: z.boolean().optional(),
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
  /** Forgets the index (thumbnails, vectors) or everything (favourites and conversations too). Photos are not touched. */
  reset: call(z.object({ what: z.enum(['index', 'everything']), confirm: z.literal('reset') }), z.object({})),
};
