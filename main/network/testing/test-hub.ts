/** @file A model hub on this machine that answers like the real one, and misbehaves on demand. */
import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { noFaults, type FaultPlan } from './faults.ts';
import { answerWith, type Pace, type PlannedAnswer } from './misbehave.ts';
import { gitBlobOf, sha256Of, treeOf, type TestCommit, type TestRepository } from './test-repository.ts';

export interface TestHubOptions {
  readonly repositories: Readonly<Record<string, TestRepository>>;
  readonly faults?: FaultPlan;
  /** Files from this size on are redirected to the other host. */
  readonly largeBytes?: number;
  /** Entries of a page of a tree. */
  readonly pageEntries?: number;
  /** How long a signed address is good. */
  readonly signatureMs?: number;
  readonly pace?: Pace;
  /** The host that links to further pages name, as a mirror passes them on; empty for this one. */
  readonly linkHost?: string;
  /** False for a file host that sends all bytes whatever is asked for. */
  readonly ranges?: boolean;
}

/** Bytes of a file that went out. */
export interface Served {
  readonly path: string;
  readonly start: number;
  readonly end: number;
}

export interface TestHub extends AsyncDisposable {
  /** For `models.hubAddress`. */
  readonly address: string;
  readonly served: readonly Served[];
  /** Bytes of a file that went out, twice where they went out twice. */
  servedBytes(path: string): number;
  /** Requests so far, as `METHOD path`. */
  readonly requests: readonly string[];
  /** Answers that are being given now. */
  underway(): number;
  /** From now on. */
  misbehave(plan: FaultPlan): void;
}

interface Inside {
  readonly options: Required<TestHubOptions>;
  readonly secret: Buffer;
  readonly served: Served[];
  readonly requests: string[];
  readonly addresses: { hub: string; files: string };
  faults: FaultPlan;
  underway: number;
}

const fast: Pace = { chunkBytes: 64 * 1024, pauseMs: 0 };

export async function startTestHub(given: TestHubOptions): Promise<TestHub> {
  const defaults = {
    faults: noFaults,
    largeBytes: 1024,
    pageEntries: 4,
    signatureMs: 60_000,
    pace: fast,
    ranges: true,
    linkHost: '',
  };
  const options = { ...defaults, ...given };
  const addresses = { hub: '', files: '' };
  const inside: Inside = {
    options,
    secret: randomBytes(32),
    served: [],
    requests: [],
    addresses,
    faults: options.faults,
    underway: 0,
  };
  await using stack = new AsyncDisposableStack();
  addresses.hub = stack.use(await listen((request, response) => answerHub(inside, request, response))).address;
  addresses.files = stack.use(await listen((request, response) => answerFile(inside, request, response))).address;
  const owned = stack.move();
  return {
    address: addresses.hub,
    served: inside.served,
    requests: inside.requests,
    servedBytes: (path) =>
      inside.served.reduce((sum, { start, end, path: of }) => sum + (of === path ? end - start : 0), 0),
    underway: () => inside.underway,
    misbehave: (plan) => (inside.faults = plan),
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  };
}

type Answer = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

async function listen(answer: Answer): Promise<{ address: string } & AsyncDisposable> {
  const server: Server = createServer((request, response) => {
    void answer(request, response).catch((error: unknown) => response.destroy(error as Error));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

const text = (status: number, body: string, headers: Record<string, string> = {}): PlannedAnswer => ({
  status,
  headers: { 'content-type': 'text/plain', ...headers },
  body: new TextEncoder().encode(body),
});
const json = (value: unknown, headers: Record<string, string> = {}): PlannedAnswer => ({
  ...text(200, JSON.stringify(value)),
  headers: { 'content-type': 'application/json', ...headers },
});

async function answerHub(inside: Inside, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const url = new URL(request.url!, inside.addresses.hub);
  inside.requests.push(`${request.method} ${url.pathname}`);
  const file = /^\/([^/]+\/[^/]+)\/resolve\/([^/]+)\/(.+)$/.exec(url.pathname);
  const path = file === null ? null : decodeURIComponent(file[3]!);
  const answer = file === null ? listAnswer(inside, url) : resolveAnswer(inside, file[1]!, file[2]!, path!);
  await deliver(inside, { request, response, answer, path, url });
}

/** `/api/models/OWNER/NAME/revision/REF` and `/api/models/OWNER/NAME/tree/COMMIT`. */
function listAnswer({ options }: Inside, url: URL): PlannedAnswer {
  const found = /^\/api\/models\/([^/]+\/[^/]+)\/(revision|tree)\/([^/]+)$/.exec(url.pathname);
  const repository = options.repositories[found?.[1] ?? ''];
  if (found === null || repository === undefined) return text(401, 'Repository not found');
  const commit = commitOf(repository, found[3]!);
  if (commit === null) return text(404, 'Revision not found');
  if (found[2] === 'revision') {
    return json({ id: found[1], sha: commit.commit, gated: repository.gated === true, tags: tagsOf(repository) });
  }
  const entries = treeOf(commit, options.largeBytes);
  const from = Number(url.searchParams.get('cursor') ?? 0);
  const to = from + options.pageEntries;
  const next = new URL(url);
  if (options.linkHost !== '') next.host = options.linkHost;
  next.searchParams.set('cursor', String(to));
  return json(entries.slice(from, to), to < entries.length ? { link: `<${next.href}>; rel="next"` } : {});
}

const tagsOf = ({ licence }: TestRepository): string[] => [
  'onnx',
  ...(licence === undefined ? [] : [`license:${licence}`]),
];

const commitOf = ({ commits }: TestRepository, name: string): TestCommit | null =>
  (name === 'main' ? commits.at(-1) : commits.find(({ commit }) => commit === name)) ?? null;

function resolveAnswer(inside: Inside, name: string, revision: string, path: string): PlannedAnswer {
  const repository = inside.options.repositories[name];
  if (repository === undefined) return text(401, 'Repository not found');
  if (repository.gated === true) return text(401, 'Access to this repository is restricted');
  const commit = commitOf(repository, revision);
  const body = commit?.files.get(path);
  if (commit === null || body === undefined) return text(404, 'Entry not found');
  const headers = { 'x-repo-commit': commit.commit, 'accept-ranges': 'bytes' };
  if (body.length < inside.options.largeBytes) {
    const type = path.endsWith('.json') ? 'application/json' : 'text/plain';
    return { status: 200, headers: { ...headers, 'content-type': type, etag: `"${gitBlobOf(body)}"` }, body };
  }
  const location = signedAddress(inside, `${name}@${commit.commit}/${path}`);
  const linked = { 'x-linked-etag': `"${sha256Of(body)}"`, 'x-linked-size': String(body.length) };
  return text(302, 'Found', { ...headers, ...linked, location });
}

function signedAddress({ addresses, options, secret }: Inside, file: string): string {
  const url = new URL('/signed', addresses.files);
  const until = String(Date.now() + options.signatureMs);
  url.search = String(new URLSearchParams({ file, until, signature: sign(secret, file, until) }));
  return url.href;
}

const sign = (secret: Buffer, file: string, until: string): string =>
  createHmac('sha256', secret).update(`${file} ${until}`).digest('hex');

async function answerFile(inside: Inside, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const url = new URL(request.url!, inside.addresses.files);
  const file = url.searchParams.get('file') ?? '';
  const [, repository = '', commit = '', path = ''] = /^([^@]+)@([^/]+)\/(.+)$/.exec(file) ?? [];
  inside.requests.push(`${request.method} (signed) ${path}`);
  const body = inside.options.repositories[repository]?.commits.find((each) => each.commit === commit)?.files.get(path);
  const answer =
    body === undefined || !isGood(inside, url, file) ? text(403, 'Request has expired') : contentAnswer(body);
  await deliver(inside, { request, response, answer, path, url });
}

function isGood({ secret }: Inside, { searchParams }: URL, file: string): boolean {
  const until = searchParams.get('until') ?? '';
  const given = Buffer.from(searchParams.get('signature') ?? '');
  const right = Buffer.from(sign(secret, file, until));
  return given.length === right.length && timingSafeEqual(given, right) && Number(until) > Date.now();
}

const contentAnswer = (body: Uint8Array): PlannedAnswer => ({
  status: 200,
  headers: { 'content-type': 'application/octet-stream', 'accept-ranges': 'bytes', etag: `"${sha256Of(body)}"` },
  body,
});

interface Delivery {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly answer: PlannedAnswer;
  /** null for the hub's lists. */
  readonly path: string | null;
  readonly url: URL;
}

async function deliver(inside: Inside, { request, response, answer: whole, path, url }: Delivery): Promise<void> {
  const gives = path === null ? 'list' : whole.status === 302 ? 'redirect' : 'content';
  const ranged = inside.options.ranges && gives === 'content' && whole.status === 200;
  const { answer, start } = ranged ? cutRange(whole, request.headers.range) : { answer: whole, start: 0 };
  if (request.method === 'HEAD') {
    response.writeHead(answer.status, { ...answer.headers, 'content-length': answer.body.length }).end();
    return;
  }
  const fault = inside.faults({ origin: url.origin === inside.addresses.hub ? 'hub' : 'files', path, gives });
  inside.underway += 1;
  const sent = await answerWith(response, { answer, fault, pace: inside.options.pace, url: url.href });
  inside.underway -= 1;
  if (path === null || gives !== 'content' || answer.status > 206) return;
  const end = start + Math.min(sent, answer.body.length);
  if (end > start) inside.served.push({ path, start, end });
}

function cutRange(answer: PlannedAnswer, header: string | undefined): { answer: PlannedAnswer; start: number } {
  const asked = /^bytes=(\d+)-(\d*)$/.exec(header ?? '');
  if (asked === null) return { answer, start: 0 };
  const size = answer.body.length;
  const start = Number(asked[1]);
  const end = Math.min(size, asked[2] === '' ? size : Number(asked[2]) + 1);
  if (start >= size) return { answer: text(416, 'Range', { 'content-range': `bytes */${size}` }), start: 0 };
  const headers = { ...answer.headers, 'content-range': `bytes ${start}-${end - 1}/${size}` };
  return { answer: { status: 206, headers, body: answer.body.subarray(start, end) }, start };
}
