import type { IncomingHttpHeaders } from 'node:http';
import type { Web, WebAnswer } from '../web/open-web.ts';
import { WebFault } from '../web/web-fault.ts';

const mostRedirects = 6;

export interface Followed {
  readonly answer: WebAnswer;
  /** What the hub itself said of a large file before it sent to another host. */
  readonly linked: Linked;
  readonly host: string;
  /** True where another host answers, whose address expires: it is asked for anew each time. */
  readonly redirected: boolean;
}

export interface Linked {
  /** SHA-256 of a large file, git's blob id of a small one; null where the hub does not say. */
  readonly etag: string | null;
  readonly bytes: number | null;
  readonly commit: string | null;
}

/** Asks and goes where it is sent to, never from https to http. Rejects `WebFault`. */
export async function followRedirects(
  web: Web,
  start: URL,
  request: { readonly headers?: Readonly<Record<string, string>>; readonly signal: AbortSignal },
): Promise<Followed> {
  let url = start;
  let linked: Linked = { etag: null, bytes: null, commit: null };
  for (let hops = 0; hops <= mostRedirects; hops++) {
    const answer = await web.send(url, request);
    linked = { ...linkedOf(answer.headers), ...known(linked) };
    const location = answer.headers.location;
    if (answer.status < 300 || answer.status >= 400 || location === undefined) {
      return { answer, linked, host: url.host, redirected: url.host !== start.host };
    }
    answer.close();
    const next = URL.parse(location, url.href);
    if (next === null || !/^https?:$/.test(next.protocol) || (url.protocol === 'https:' && next.protocol === 'http:')) {
      throw new WebFault('refused', `${url.host} sends on to an address that is not safe to follow.`);
    }
    url = next;
  }
  throw new WebFault('redirects', `${start.host} sends from one address to the next without an end.`);
}

function linkedOf(headers: IncomingHttpHeaders): Linked {
  const bytes = headers['x-linked-size'];
  return {
    etag: plainEtag(headers['x-linked-etag']),
    bytes: typeof bytes === 'string' && /^\d+$/.test(bytes) ? Number(bytes) : null,
    commit: plainEtag(headers['x-repo-commit']),
  };
}

/** The hub's word counts, not that of the hosts it sends to. */
const known = (linked: Linked): Partial<Linked> =>
  Object.fromEntries(Object.entries(linked).filter(([, value]) => value !== null));

/** `"abc"` and `W/"abc"` as abc. */
export function plainEtag(header: string | string[] | undefined): string | null {
  return typeof header === 'string' ? header.replace(/^W\//, '').replaceAll('"', '') : null;
}
