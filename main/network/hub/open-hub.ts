/** @file A model hub: which files a repository has at a commit, and their bytes. See docs/decisions/0010-installer.md. */
import { z } from 'zod';
import { patiently, type PatienceLimits } from '../web/open-patience.ts';
import type { IncomingHttpHeaders } from 'node:http';
import { openWeb, type ProxyEnvironment, type WebAnswer } from '../web/open-web.ts';
import { statusFault } from '../web/status-fault.ts';
import { WebFault } from '../web/web-fault.ts';
import { parseAnswer } from './parse-answer.ts';
import type { ByteRange } from '../download/ranges.ts';
import { readFileAnswer, type HubBytes } from './read-file-answer.ts';
import { followRedirects } from './follow-redirects.ts';
import { readTree, TreePage, type HubFile } from './read-tree.ts';

export interface HubOptions {
  /** Base address of the hub or of a mirror with the same layout. */
  readonly address: string;
  readonly proxy: ProxyEnvironment;
  readonly timing?: HubTiming;
}

export interface HubTiming extends PatienceLimits {
  /** Silence after which a connection is given up. */
  readonly stallMs: number;
}

/** A repository at one commit. */
export interface Snapshot {
  readonly repository: string;
  readonly commit: string;
}

export interface RepositoryNow {
  /** The newest. */
  readonly commit: string;
  /** As the repository's card names it; null where it does not. */
  readonly licence: string | null;
}

export interface HubFileRequest extends Snapshot, HubFile {}

export interface Hub extends Disposable {
  readonly timing: HubTiming;
  /** A repository as it is now. Rejects `network_failed`, `access_denied`, `not_found`. */
  repository(repository: string, signal: AbortSignal): Promise<RepositoryNow>;
  /** Every file with its size and hash. Rejects as `repository`. */
  tree(snapshot: Snapshot, signal: AbortSignal): Promise<HubFile[]>;
  /** A text of at most 32 MiB. Rejects as `repository`. */
  readText(file: Snapshot & { readonly path: string }, signal: AbortSignal): Promise<string>;
  /** One attempt at a file's bytes, or at a range of them; null asks for all. Rejects `WebFault`. */
  open(file: HubFileRequest, range: ByteRange | null, signal: AbortSignal): Promise<HubBytes>;
}

export const usualTiming: HubTiming = { stallMs: 30_000, attempts: 6, backOffMs: 1000, longestWaitMs: 120_000 };

const licenceTag = 'license:';
/** Whoever asks waits for the answer: a machine without a network is told so soon. */
const attemptsAtLists = 3;
const longestText = 32 * 1024 * 1024;
const Revision = z.object({
  sha: z.string().regex(/^[0-9a-f]{40}$/),
  /** Among others `license:apache-2.0`. */
  tags: z.array(z.string()).default([]),
});

interface Asking {
  /** For the person: the file, or the repository itself. */
  readonly what?: string;
  readonly repository: string;
  readonly signal: AbortSignal;
}

interface Text {
  readonly text: string;
  readonly headers: IncomingHttpHeaders;
  readonly host: string;
}

export function openHub({ address, proxy, timing = usualTiming }: HubOptions): Hub {
  const web = openWeb({ proxy, stallMs: timing.stallMs });
  const listing = { ...timing, attempts: Math.min(timing.attempts, attemptsAtLists) };
  const at = addressesBelow(address.replace(/\/+$/, ''));

  const ask = <T>(url: URL, { repository, what = repository, signal }: Asking, read: (answer: Text) => T): Promise<T> =>
    patiently(listing, signal, async () => {
      const { answer, host, redirected } = await followRedirects(web, url, { signal });
      if (answer.status !== 200) {
        throw closed(answer, statusFault(answer, { what, host, repository, redirected }));
      }
      return read({ text: await readAll(answer), headers: answer.headers, host });
    });

  return {
    timing,
    repository: (repository, signal) =>
      ask(at.newest(repository), { repository, signal }, ({ text, host }) =>
        toRepositoryNow(parseAnswer(text, Revision, host)),
      ),
    tree: ({ repository, commit }, signal) =>
      readTree(at.tree({ repository, commit }), (url) =>
        ask(url, { repository, signal }, ({ text, headers, host }) => ({
          page: parseAnswer(text, TreePage, host),
          headers,
        })),
      ),
    readText: (file, signal) =>
      ask(
        at.file(file),
        { what: `${file.repository}/${file.path}`, repository: file.repository, signal },
        ({ text }) => text,
      ),
    async open(file, range, signal) {
      const headers: Record<string, string> = range === null ? {} : { range: `bytes=${range.start}-${range.end - 1}` };
      const { answer, linked, host, redirected } = await followRedirects(web, at.file(file), { headers, signal });
      const what = `${file.repository}/${file.path}`;
      if (answer.status !== 200 && answer.status !== 206) {
        throw closed(answer, statusFault(answer, { what, host, repository: file.repository, redirected }));
      }
      return readFileAnswer({ answer, linked, file, range, host });
    },
    [Symbol.dispose]: () => web[Symbol.dispose](),
  };
}

const addressesBelow = (base: string) => ({
  newest: (repository: string): URL => new URL(`${base}/api/models/${encodePath(repository)}/revision/main`),
  tree: ({ repository, commit }: Snapshot): URL =>
    new URL(`${base}/api/models/${encodePath(repository)}/tree/${commit}?recursive=true`),
  file: ({ repository, commit, path }: Snapshot & { readonly path: string }): URL =>
    new URL(`${base}/${encodePath(repository)}/resolve/${commit}/${encodePath(path)}`),
});

function toRepositoryNow({ sha, tags }: z.output<typeof Revision>): RepositoryNow {
  const licence = tags.find((tag) => tag.startsWith(licenceTag))?.slice(licenceTag.length) ?? null;
  return { commit: sha, licence };
}

function closed(answer: WebAnswer, fault: WebFault): WebFault {
  answer.close();
  return fault;
}

async function readAll(answer: WebAnswer): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of answer.chunks()) {
    bytes += chunk.length;
    if (bytes > longestText) throw closed(answer, new WebFault('refused', 'The answer is far too long.'));
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

const encodePath = (path: string): string => path.split('/').map(encodeURIComponent).join('/');
