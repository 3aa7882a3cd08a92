import { toDiskError } from './disk-error.ts';
import type { Hub, HubFileRequest } from '../hub/open-hub.ts';
import { openPatience } from '../web/open-patience.ts';
import { checkFile, createChecker, type CheckedContent, type Checker } from './content-check.ts';
import { openPartFile, partBytes, type PartFile } from './part-file.ts';
import { countBytes, missingPieces, type ByteRange } from './ranges.ts';

/** How a file is split and how often it is recorded. */
export interface DownloadShape {
  readonly connections: number;
  /** Bytes of one request. */
  readonly pieceBytes: number;
  /** Bytes after which a connection has what it wrote put on disk: what a kill may cost each. */
  readonly recordBytes: number;
}

export const usualShape: DownloadShape = {
  connections: 4,
  pieceBytes: 32 * 1024 * 1024,
  recordBytes: 4 * 1024 * 1024,
};

export interface Download {
  readonly hub: Hub;
  readonly file: HubFileRequest;
  /** Where it goes. */
  readonly target: string;
  readonly shape: DownloadShape;
  readonly signal: AbortSignal;
  /** Waits while the person has paused it. */
  gate(): Promise<void>;
  /** True while it would: connections are then closed, not held. */
  isPaused(): boolean;
  /** Bytes that are there, those of an earlier run among them; falls only where all have to be fetched anew. */
  onBytes(present: number): void;
}

export type Downloaded =
  | { readonly state: 'complete'; readonly sha256: string }
  /** All bytes came, but they are not the file's: they lie in the part. */
  | { readonly state: 'damaged'; readonly sha256: string };

/**
 * Fetches a file into its part, from where an earlier run stopped, and gives it its name once its content is proven.
 * Rejects `network_failed`, `access_denied`, `not_found`, `storage_full`, `io_failed`, `cancelled`.
 */
export async function downloadFile(download: Download): Promise<Downloaded> {
  try {
    await using part = await openPartFile(download.target, tagOf(download.file));
    const content =
      (await fetchPieces(download, part)) ?? (await checkFile(part.path, { ...download.file, ...download }));
    if (!content.ok) return { state: 'damaged', sha256: content.sha256 };
    await part.finish();
    return { state: 'complete', sha256: content.sha256 };
  } catch (error) {
    throw toDiskError(error, download.target);
  }
}

/** Bytes of a file that an earlier run left. */
export const downloadedBytes = (file: HubFileRequest, target: string): Promise<number> =>
  partBytes(target, tagOf(file));

const tagOf = ({ repository, commit, path, bytes, check }: HubFileRequest): string =>
  `${repository}@${commit}/${path} ${bytes} ${check.sha256 ?? check.gitBlob}`;

/** @returns the content's proof where it came in one go from its first byte, else null. */
async function fetchPieces(download: Download, part: PartFile): Promise<CheckedContent | null> {
  const { file, shape } = download;
  const pieces = missingPieces(part.present, { bytes: file.bytes, pieceBytes: shape.pieceBytes });
  const whole = [{ start: 0, end: file.bytes }];
  try {
    return await fetchAll(download, part, pieces);
  } catch (error) {
    if (!(error instanceof RangesIgnored)) throw error;
    return fetchAll(download, part, whole);
  }
}

async function fetchAll(
  download: Download,
  part: PartFile,
  pieces: readonly ByteRange[],
): Promise<CheckedContent | null> {
  const { file, shape, signal } = download;
  const fresh = pieces.length === 1 && isWhole(pieces[0]!, file);
  const checker = fresh ? createChecker(file.check, file.bytes) : null;
  const progress = openProgress(download, file.bytes - countBytes(pieces));
  const stop = new AbortController();
  const alone = pieces.length === 1;
  const work = { ...download, part, checker, progress, alone, signal: AbortSignal.any([signal, stop.signal]) };
  const queue = pieces.values();
  const workers = Array.from({ length: Math.min(shape.connections, pieces.length) }, async () => {
    for (const piece of queue) await fetchPiece(work, piece);
  });
  await Promise.all(workers).catch(async (error: unknown) => {
    stop.abort(error);
    await Promise.allSettled(workers);
    throw error;
  });
  return checker?.end() ?? null;
}

const isWhole = ({ start, end }: ByteRange, { bytes }: HubFileRequest): boolean => start === 0 && end === bytes;

/** The host sends all bytes whatever is asked for: one connection then fetches the file in one go. */
class RangesIgnored extends Error {}

interface Progress {
  add(count: number): void;
}

function openProgress({ onBytes }: Download, start: number): Progress {
  let present = start;
  onBytes(present);
  return {
    add(count) {
      present += count;
      onBytes(present);
    },
  };
}

interface Work extends Download {
  readonly part: PartFile;
  readonly checker: Checker | null;
  readonly progress: Progress;
  /** True where no other connection works on the file. */
  readonly alone: boolean;
}

/** Fetches a piece through cuts and pauses: each attempt goes on where the last one stopped. */
async function fetchPiece(work: Work, piece: ByteRange): Promise<void> {
  const patience = openPatience(work.hub.timing, work.signal);
  let at = piece.start;
  while (at < piece.end) {
    await work.gate();
    try {
      await readInto(work, { start: at, end: piece.end }, (reached) => {
        at = reached;
        patience.progressed();
      });
    } catch (error) {
      await patience.afterFailure(error);
    }
  }
}

async function readInto(work: Work, range: ByteRange, onReached: (position: number) => void): Promise<void> {
  const { hub, file, part, checker, progress, shape, signal, alone } = work;
  const body = await hub.open(file, isWhole(range, file) ? null : range, signal);
  if (body.start !== range.start && !alone) {
    body.close();
    throw new RangesIgnored();
  }
  let at = body.start;
  let recorded = range.start;
  try {
    for await (const chunk of body.chunks()) {
      const fresh = clip(chunk, at, range);
      at += chunk.length;
      if (fresh.length === 0) continue;
      const reached = Math.min(at, range.end);
      await part.write(fresh, reached - fresh.length);
      checker?.update(fresh);
      progress.add(fresh.length);
      onReached(reached);
      if (reached - recorded >= shape.recordBytes) {
        await part.record({ start: recorded, end: reached });
        recorded = reached;
      }
      if (work.isPaused()) break;
    }
  } finally {
    body.close();
    await part.record({ start: recorded, end: Math.min(at, range.end) });
  }
}

/** A host without ranges sends all: what is not asked for is left out. */
function clip(chunk: Buffer, position: number, { start, end }: ByteRange): Buffer {
  return chunk.subarray(Math.max(0, start - position), Math.max(0, end - position));
}
