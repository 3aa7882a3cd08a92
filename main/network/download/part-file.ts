import { open, readFile, rename, rm, stat, type FileHandle } from 'node:fs/promises';
import { dirname } from 'node:path';
import { syncFolder } from '../../platform/sync-folder.ts';
import { countBytes, mergeRanges, type ByteRange } from './ranges.ts';

/** A file on its way: `<file>.part`, and beside it a journal of the ranges that are safely on disk. */
export interface PartFile extends AsyncDisposable {
  readonly path: string;
  /** What an earlier run left and this one may go on from. */
  readonly present: readonly ByteRange[];
  write(chunk: Uint8Array, position: number): Promise<void>;
  /** Has what was written in `range` on disk, and remembers that. */
  record(range: ByteRange): Promise<void>;
  /** Makes it the file itself: on disk, under its name, in one step. */
  finish(): Promise<void>;
  /** Deletes it and its journal. */
  discard(): Promise<void>;
}

export const partPath = (target: string): string => `${target}.part`;
export const journalPath = (target: string): string => `${target}.part.journal`;

/**
 * Opens a part and its journal. What is there is gone on with only if it was begun with the same `tag`: the same repository,
 * commit, content and size.
 */
export async function openPartFile(target: string, tag: string): Promise<PartFile> {
  const path = partPath(target);
  const present = await readJournal(target, tag);
  await using stack = new AsyncDisposableStack();
  const file = stack.use(await open(path, present.length > 0 ? 'r+' : 'w'));
  const journal = stack.use(await open(journalPath(target), present.length > 0 ? 'a' : 'w'));
  if (present.length === 0) await journal.write(`${JSON.stringify(tag)}\n`);
  const owned = stack.move();
  const close = (): Promise<void> => owned.disposeAsync();
  return {
    path,
    present,
    write: (chunk, position) => writeAll(file, chunk, position),
    async record({ start, end }) {
      if (end <= start) return;
      await file.datasync();
      await journal.write(`${start} ${end}\n`);
    },
    async finish() {
      await file.sync();
      await close();
      await rename(path, target);
      await syncFolder(dirname(target));
      await rm(journalPath(target), { force: true });
    },
    async discard() {
      await close();
      await discardPart(target);
    },
    [Symbol.asyncDispose]: close,
  };
}

export async function discardPart(target: string): Promise<void> {
  await rm(journalPath(target), { force: true });
  await rm(partPath(target), { force: true });
}

/** Bytes of a part that need not be fetched again. */
export const partBytes = async (target: string, tag: string): Promise<number> =>
  countBytes(await readJournal(target, tag));

/** A last line that was cut off by a kill does not count. */
async function readJournal(target: string, tag: string): Promise<ByteRange[]> {
  const text = await readFile(journalPath(target), 'utf8').catch(() => '');
  const size = await fileBytes(partPath(target));
  const [header, ...lines] = text.split('\n').slice(0, -1);
  if (header !== JSON.stringify(tag)) return [];
  const ranges = lines.flatMap((line) => {
    const found = /^(\d+) (\d+)$/.exec(line);
    return found === null ? [] : [{ start: Number(found[1]), end: Number(found[2]) }];
  });
  return mergeRanges(ranges.filter(({ end }) => end <= size));
}

const fileBytes = (path: string): Promise<number> =>
  stat(path).then(
    ({ size }) => size,
    () => 0,
  );

async function writeAll(file: FileHandle, chunk: Uint8Array, position: number): Promise<void> {
  for (let done = 0; done < chunk.length;) {
    done += (await file.write(chunk, done, chunk.length - done, position + done)).bytesWritten;
  }
}
