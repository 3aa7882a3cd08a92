import { z } from 'zod';
import { call, stream } from './define.ts';
import { FolderId, JobId, PhotoId } from './ids.ts';
import { PhotoDetail, PhotoSummary } from './photo.ts';

/** How many photos stand where: `photos = indexed + failed + skipped + pending`. */
export const Counts = z.object({
  photos: z.number().int(),
  indexed: z.number().int(),
  pending: z.number().int(),
  failed: z.number().int(),
  skipped: z.number().int(),
  /** Files with other extensions. */
  ignored: z.number().int(),
  /** Of `ignored`: kinds that people expect to find, said plainly. */
  videos: z.number().int(),
  liveMovies: z.number().int(),
  raw: z.number().int(),
  /** Folders inside that were not looked into: hidden ones, caches, trash, other programs' libraries. */
  leftOutFolders: z.number().int(),
});
export type Counts = z.output<typeof Counts>;

/** The counts of several folders together. */
export function sumCounts(all: readonly Counts[]): Counts {
  const sum = (key: keyof Counts): number => all.reduce((total, counts) => total + counts[key], 0);
  return {
    photos: sum('photos'),
    indexed: sum('indexed'),
    pending: sum('pending'),
    failed: sum('failed'),
    skipped: sum('skipped'),
    ignored: sum('ignored'),
    videos: sum('videos'),
    liveMovies: sum('liveMovies'),
    raw: sum('raw'),
    leftOutFolders: sum('leftOutFolders'),
  };
}

export const Folder = z.object({
  folderId: FolderId,
  path: z.string(),
  name: z.string(),
  /** A `file` is a single photo that was added by itself. */
  kind: z.enum(['folder', 'file']),
  state: z.enum(['online', 'scanning', 'gone', 'unreadable']),
  counts: Counts,
  lastScanMs: z.number().nullable(),
});
export type Folder = z.output<typeof Folder>;

/** A run of photos taken on one day, newest first. */
export const TimelineSection = z.object({
  /** `YYYY-MM-DD`. */
  day: z.string(),
  count: z.number().int(),
  /** The place most of them were taken at. */
  place: z.string().nullable(),
  /** Width / height times 100, one a photo in display order, so that the layout is exact before any photo is loaded. */
  aspects: z.array(z.number().int()),
});
export type TimelineSection = z.output<typeof TimelineSection>;

export const BrowseEntry = z.object({ name: z.string(), path: z.string(), readable: z.boolean() });

export const library = {
  folders: call(z.object({}), z.object({ folders: z.array(Folder), counts: Counts })),
  /**
   * Adds folders (or single photos) and starts indexing them. A path already inside the library is rescanned.
   * Rejects `not_found`, `permission_denied`; `unauthorized` outside the host's roots.
   */
  add: call(
    z.object({ paths: z.array(z.string().min(1).max(4096)).min(1).max(1000) }),
    z.object({ folderIds: z.array(FolderId), jobId: JobId }),
  ),
  /** Takes a folder's photos out of the library. Files are not touched; favourites come back if the folder does. */
  removeFolder: call(z.object({ folderId: FolderId }), z.object({ removed: z.number().int() })),
  /** Looks for new, changed and deleted files, in one folder or in all. */
  rescan: call(z.object({ folderId: FolderId.optional() }), z.object({ jobId: JobId })),
  /** The folders inside `path`, for the headless host's picker; its roots where `path` is absent. */
  browse: call(
    z.object({ path: z.string().max(4096).optional() }),
    z.object({
      path: z.string().nullable(),
      parent: z.string().nullable(),
      entries: z.array(BrowseEntry),
      photos: z.number().int(),
    }),
  ),
  /** The whole library by day, newest first. */
  timeline: call(
    z.object({ folderId: FolderId.optional(), favourites: z.boolean().optional() }),
    z.object({ revision: z.number().int(), sections: z.array(TimelineSection) }),
  ),
  /** Photos of one day, in the order of its `aspects`. */
  section: call(
    z.object({
      day: z.string(),
      folderId: FolderId.optional(),
      favourites: z.boolean().optional(),
      offset: z.number().int().min(0).default(0),
      limit: z.number().int().min(1).max(1000).default(500),
    }),
    z.object({ photos: z.array(PhotoSummary) }),
  ),
  photo: call(z.object({ photoId: PhotoId }), PhotoDetail),
  /** Summaries in the order asked for; ids that are gone are left out. */
  photos: call(z.object({ photoIds: z.array(PhotoId).max(1000) }), z.object({ photos: z.array(PhotoSummary) })),
  setFavourite: call(
    z.object({ photoIds: z.array(PhotoId).min(1).max(10_000), favourite: z.boolean() }),
    z.object({ changed: z.number().int() }),
  ),
  /** Says that these photos are on the screen, so that indexing does them first. */
  prioritise: call(z.object({ photoIds: z.array(PhotoId).max(500) }), z.object({})),
  /** One event at once, then one whenever the library changed (at most 4 a second). */
  watch: stream(z.object({}), z.object({ type: z.literal('changed'), revision: z.number().int(), counts: Counts })),
};
