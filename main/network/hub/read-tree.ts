import type { IncomingHttpHeaders } from 'node:http';
import { z } from 'zod';
import type { ContentCheck } from '../download/content-check.ts';

/** A file of a repository at a commit. */
export interface HubFile {
  readonly path: string;
  readonly bytes: number;
  readonly check: ContentCheck;
}

const Oid = z.string().regex(/^[0-9a-f]{40}$/);
const Sha256 = z.string().regex(/^[0-9a-f]{64}$/);
const size = z.number().int().nonnegative();

export const TreePage = z.array(
  z.object({
    type: z.string(),
    path: z.string(),
    size,
    oid: Oid,
    lfs: z.object({ oid: Sha256, size }).optional(),
  }),
);

const mostPages = 1000;

/** All pages of a tree. The next page's address counts by its query alone: a mirror's links may name the hub it mirrors. */
export async function readTree(
  first: URL,
  readPage: (url: URL) => Promise<{ readonly page: z.output<typeof TreePage>; readonly headers: IncomingHttpHeaders }>,
): Promise<HubFile[]> {
  const files: HubFile[] = [];
  let url: URL | null = first;
  for (let pages = 0; url !== null && pages < mostPages; pages++) {
    const { page, headers }: Awaited<ReturnType<typeof readPage>> = await readPage(url);
    files.push(...page.filter(({ type }) => type === 'file').map(toHubFile));
    url = nextPage(headers['link'], first);
  }
  return files;
}

const toHubFile = ({ path, size, oid, lfs }: z.output<typeof TreePage>[number]): HubFile =>
  lfs === undefined
    ? { path, bytes: size, check: { sha256: null, gitBlob: oid } }
    : { path, bytes: lfs.size, check: { sha256: lfs.oid, gitBlob: null } };

function nextPage(link: string | string[] | undefined, first: URL): URL | null {
  const target = /<([^>]+)>\s*;\s*rel="?next"?/.exec(String(link ?? ''))?.[1];
  const parsed = target === undefined ? null : URL.parse(target, first.href);
  if (parsed === null) return null;
  const next = new URL(first);
  next.search = parsed.search;
  return next;
}
