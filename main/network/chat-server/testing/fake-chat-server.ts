/** @file An OpenAI-compatible server that behaves, or misbehaves in the way it is told to. */
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

export interface ReceivedRequest {
  readonly path: string;
  readonly authorization: string | undefined;
  readonly body: {
    readonly model: string;
    readonly temperature: number;
    readonly seed: number;
    readonly messages: readonly { readonly role: string; readonly content: string | readonly Part[] }[];
  } | null;
}

type Part = { readonly type: 'text'; readonly text: string } | { type: 'image_url'; image_url: { url: string } };

/** What it does with a question. */
export type Behaviour =
  | 'streams'
  | 'answers whole'
  | 'answers html'
  | 'refuses the key'
  | 'has no such model'
  | 'has no such path'
  | 'is busy'
  | 'takes no images'
  | 'breaks down'
  | 'breaks down in the middle'
  | 'cuts the stream'
  | 'falls silent'
  | 'sends elsewhere'
  | 'sends nonsense';

export interface FakeChatServer extends AsyncDisposable {
  readonly address: string;
  readonly requests: readonly ReceivedRequest[];
  /** Connections that the other side closed before the answer was complete. */
  aborted(): number;
  behave(behaviour: Behaviour): void;
  /** What it answers, a piece an event. */
  say(pieces: readonly string[]): void;
}

export const serverModels = ['vision-7b', 'text-only'];

export async function startFakeChatServer(): Promise<FakeChatServer> {
  const requests: ReceivedRequest[] = [];
  const state: State = { behaviour: 'streams', pieces: ['A dog', ' on', ' a beach.'], aborted: 0 };
  const server = createServer((request, response) => void answer(request, response, { requests, state }));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    requests,
    aborted: () => state.aborted,
    behave: (behaviour) => (state.behaviour = behaviour),
    say: (pieces) => (state.pieces = pieces),
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

interface State {
  behaviour: Behaviour;
  pieces: readonly string[];
  aborted: number;
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  { requests, state }: { requests: ReceivedRequest[]; state: State },
): Promise<void> {
  const body = await text(request);
  const path = request.url ?? '';
  const { authorization } = request.headers;
  requests.push({ path, authorization, body: body === '' ? null : (JSON.parse(body) as ReceivedRequest['body']) });
  response.on('close', () => (state.aborted += response.writableFinished ? 0 : 1));
  const refusal = refusals[state.behaviour];
  if (refusal !== undefined) return void response.writeHead(refusal.status, refusal.headers).end(refusal.body);
  if (path === '/v1/models') return json(response, { data: serverModels.map((id) => ({ id, object: 'model' })) });
  if (path !== '/v1/chat/completions') return void response.writeHead(404).end('404 page not found');
  if (state.behaviour === 'answers whole') return whole(response, state.pieces);
  stream(response, state);
}

const json = (response: ServerResponse, value: unknown): void =>
  void response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(value));

const failure = (status: number, message: string) => ({
  status,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify({ error: { message } }),
});

interface Refusal {
  readonly status: number;
  readonly headers: Record<string, string>;
  readonly body: string;
}

const refusals: Readonly<Partial<Record<Behaviour, Refusal>>> = {
  'answers html': { status: 200, headers: { 'content-type': 'text/html' }, body: '<!doctype html><p>Welcome' },
  'refuses the key': failure(401, 'Incorrect API key provided.'),
  'has no such model': failure(404, 'model "vision-9b" not found, try pulling it first'),
  'has no such path': { status: 404, headers: {}, body: '404 page not found' },
  'is busy': failure(429, 'Rate limit reached.'),
  'takes no images': failure(500, 'image input is not supported - hint: you may need to provide the mmproj'),
  'breaks down': failure(500, 'CUDA out of memory'),
  'sends elsewhere': { status: 307, headers: { location: 'http://192.0.2.1/v1' }, body: '' },
};

function whole(response: ServerResponse, pieces: readonly string[]): void {
  const message = { role: 'assistant', content: pieces.join('') };
  json(response, { choices: [{ message, finish_reason: 'stop' }], usage: { completion_tokens: pieces.length } });
}

/** The first words are on their way before what goes wrong. */
function stream(response: ServerResponse, { behaviour, pieces }: State): void {
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  const send = (value: unknown): void => void response.write(`data: ${JSON.stringify(value)}\n\n`);
  response.write(': keep-alive\n\n');
  send({ choices: [{ delta: { role: 'assistant', content: null } }] });
  for (const content of pieces) send({ choices: [{ delta: { content } }] });
  if (behaviour === 'falls silent') return;
  if (behaviour === 'cuts the stream') return void setImmediate(() => response.destroy());
  if (behaviour === 'breaks down in the middle') send({ error: { message: 'context size exceeded' } });
  if (behaviour === 'sends nonsense') response.write('data: nonsense\n\n');
  send({ choices: [{ delta: {}, finish_reason: 'stop' }] });
  send({ choices: [], usage: { completion_tokens: pieces.length } });
  response.end('data: [DONE]\n\n');
}
