import { createHash } from 'node:crypto';

/** A repository of the test hub: its newest commit is the last. */
export interface TestRepository {
  readonly commits: readonly TestCommit[];
  /** Only for those with a token. */
  readonly gated?: boolean;
  /** As its card names it. */
  readonly licence?: string;
}

export interface TestCommit {
  readonly commit: string;
  /** Contents by path. */
  readonly files: ReadonlyMap<string, Uint8Array>;
}

/** One commit with these files; the commit's name follows from them. */
export function testRepository(files: Readonly<Record<string, Uint8Array | string>>): TestRepository {
  const contents = new Map(Object.entries(files).map(([path, content]) => [path, toBytes(content)]));
  const hash = createHash('sha1');
  for (const [path, content] of contents) hash.update(path).update(content);
  return { commits: [{ commit: hash.digest('hex'), files: contents }] };
}

const toBytes = (content: Uint8Array | string): Uint8Array =>
  typeof content === 'string' ? new TextEncoder().encode(content) : content;

export const sha256Of = (content: Uint8Array): string => createHash('sha256').update(content).digest('hex');
export const gitBlobOf = (content: Uint8Array): string =>
  createHash('sha1').update(`blob ${content.length}\0`).update(content).digest('hex');

/** A tree's entries as the hub lists them; files from `largeBytes` on are stored apart, by their SHA-256. */
export function treeOf({ files }: TestCommit, largeBytes: number): object[] {
  const folders = new Set(
    [...files.keys()].flatMap((path) => {
      const parts = path.split('/').slice(0, -1);
      return parts.map((_, index) => parts.slice(0, index + 1).join('/'));
    }),
  );
  return [
    ...[...folders].map((path) => ({ type: 'directory', path, size: 0, oid: gitBlobOf(toBytes(path)) })),
    ...[...files].map(([path, content]) => entryOf(path, content, largeBytes)),
  ];
}

function entryOf(path: string, content: Uint8Array, largeBytes: number): object {
  const size = content.length;
  if (size < largeBytes) return { type: 'file', path, size, oid: gitBlobOf(content) };
  const pointer = `version https://git-lfs.github.com/spec/v1\noid sha256:${sha256Of(content)}\nsize ${size}\n`;
  const lfs = { oid: sha256Of(content), size, pointerSize: pointer.length };
  return { type: 'file', path, size, oid: gitBlobOf(toBytes(pointer)), lfs };
}
