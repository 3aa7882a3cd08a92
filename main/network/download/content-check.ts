import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';

/** What proves a file's content, as far as it is known: its SHA-256, or git's blob id (SHA-1 of a header and the content). */
export interface ContentCheck {
  readonly sha256: string | null;
  readonly gitBlob: string | null;
}

export interface CheckedContent {
  /** In hexadecimal digits. */
  readonly sha256: string;
  /** False where it is not the expected content. */
  readonly ok: boolean;
}

export interface Checker {
  update(chunk: Uint8Array): void;
  end(): CheckedContent;
}

/** Hashes a file's bytes in their order. */
export function createChecker({ sha256, gitBlob }: ContentCheck, bytes: number): Checker {
  const content = createHash('sha256');
  const blob = gitBlob === null ? null : createHash('sha1').update(`blob ${bytes}\0`);
  let left = bytes;
  return {
    update(chunk) {
      left -= chunk.length;
      content.update(chunk);
      blob?.update(chunk);
    },
    end() {
      const found = content.digest('hex');
      const ok = left === 0 && (sha256 ?? found) === found && (blob?.digest('hex') ?? null) === gitBlob;
      return { sha256: found, ok };
    },
  };
}

const readBytes = 1024 * 1024;

/** Hashes a file on disk. Rejects what reading it rejects. */
export async function checkFile(path: string, { check, bytes, signal, onBytes }: FileToCheck): Promise<CheckedContent> {
  const checker = createChecker(check, bytes);
  for await (const chunk of createReadStream(path, { highWaterMark: readBytes, signal })) {
    checker.update(chunk as Buffer);
    onBytes?.((chunk as Buffer).length);
  }
  return checker.end();
}

export interface FileToCheck {
  readonly check: ContentCheck;
  readonly bytes: number;
  readonly signal: AbortSignal;
  onBytes?(count: number): void;
}
