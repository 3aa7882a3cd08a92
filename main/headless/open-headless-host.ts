/** @file The same app for a browser on this machine: page, pictures and RPC over one loopback port. */
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { WebSocketServer } from 'ws';
import { z } from 'zod';
import { AppError, toAppError } from '../../app/contract/errors.ts';
import { contract, type EngineHandlers } from '../../app/contract/index.ts';
import type { LocalEngine } from '../../app/contract/local.ts';
import { serve } from '../../app/rpc/server.ts';
import { serverSocketTransport } from '../../app/rpc/transports/websocket-server.ts';
import type { Logger } from '../platform/logger.ts';
import { createGatekeeper, type Gatekeeper } from './gatekeeper.ts';
import { readPageFiles, type PageFile } from './page-files.ts';
import { serveMedia } from './serve-media.ts';

export interface HeadlessHostOptions {
  readonly handlers: EngineHandlers;
  readonly mediaFile: LocalEngine['mediaFile'];
  /** The built page. */
  readonly pageDirectory: string;
  /** 0 takes any free port. */
  readonly port: number;
  readonly logger: Logger;
}

export interface HeadlessHost extends AsyncDisposable {
  /** The address with its one-time token: whoever has it has the library. */
  readonly url: string;
  readonly port: number;
}

const loopback = '127.0.0.1';
const maximumMessageBytes = 4 * 1024 * 1024;
const maximumTokenRequestBytes = 4096;

const securityHeaders = {
  'content-security-policy':
    "default-src 'self'; script-src 'self'; img-src 'self' blob: data:; style-src 'self' 'unsafe-inline'; connect-src 'self'; " +
    "object-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-resource-policy': 'same-origin',
  'cross-origin-opener-policy': 'same-origin',
};

/** Listens on the loopback interface. Rejects `conflict` where the port is taken, `internal` where the page is not built. */
export async function openHeadlessHost(options: HeadlessHostOptions): Promise<HeadlessHost> {
  const files = await readPageFiles(options.pageDirectory);
  const server = createServer();
  const port = (): number => (server.address() as AddressInfo).port;
  const gate = createGatekeeper(port);
  server.on('request', (request, response) => void answer({ request, response }, { options, gate, files }));
  const sockets = openSockets(server, gate, options);
  await listen(server, options.port);
  return {
    url: `http://${loopback}:${port()}/#token=${gate.token}`,
    port: port(),
    async [Symbol.asyncDispose]() {
      sockets.clients.forEach((socket) => socket.terminate());
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}

async function listen(server: Server, port: number): Promise<void> {
  server.listen(port, loopback);
  await once(server, 'listening').catch((cause: NodeJS.ErrnoException) => {
    const taken = cause.code === 'EADDRINUSE';
    const message = taken ? `Port ${port} is taken. Choose another with --port.` : cause.message;
    throw new AppError(taken ? 'conflict' : 'io_failed', message, { cause });
  });
}

interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
}

interface Host {
  readonly options: HeadlessHostOptions;
  readonly gate: Gatekeeper;
  readonly files: ReadonlyMap<string, PageFile>;
}

async function answer({ request, response }: Exchange, { options, gate, files }: Host): Promise<void> {
  for (const [name, value] of Object.entries(securityHeaders)) response.setHeader(name, value);
  if (!gate.isOurHost(request) || !gate.isOurOrigin(request)) return void response.writeHead(403).end();
  const path = (request.url ?? '/').split('?')[0]!;
  const reading = request.method === 'GET' || request.method === 'HEAD';
  if (request.method === 'POST' && path === '/session') return startSession({ request, response }, gate);
  if (!reading) return void response.writeHead(405).end();
  if (!path.startsWith('/media/')) return sendPage({ request, response }, files.get(path));
  if (!gate.hasSession(request)) return void response.writeHead(401).end();
  await serveMedia(request, response, options.mediaFile);
}

async function startSession({ request, response }: Exchange, gate: Gatekeeper): Promise<void> {
  try {
    if (Number(request.headers['content-length'] ?? Infinity) > maximumTokenRequestBytes) {
      throw new AppError('invalid_input', 'The request is too long.');
    }
    const { token } = z.object({ token: z.string() }).parse(JSON.parse(await text(request)));
    response.writeHead(204, { 'set-cookie': gate.admit(token), 'cache-control': 'no-store' }).end();
  } catch (error) {
    response.writeHead(toAppError(error).code === 'unauthorized' ? 401 : 400).end();
  }
}

function sendPage({ request, response }: Exchange, file: PageFile | undefined): void {
  if (file === undefined) return void response.writeHead(404).end();
  response.writeHead(200, {
    'content-type': file.contentType,
    'content-length': file.body.length,
    'cache-control': file.immutable ? 'public, max-age=31536000, immutable' : 'no-cache',
  });
  response.end(request.method === 'HEAD' ? undefined : file.body);
}

function openSockets(server: Server, gate: Gatekeeper, { handlers, logger }: HeadlessHostOptions): WebSocketServer {
  const sockets = new WebSocketServer({ noServer: true, maxPayload: maximumMessageBytes });
  let connections = 0;
  server.on('upgrade', (request, stream, head) => {
    const allowed =
      request.url === '/rpc' &&
      request.headers.origin !== undefined &&
      gate.isOurHost(request) &&
      gate.isOurOrigin(request) &&
      gate.hasSession(request);
    if (!allowed) return void stream.end('HTTP/1.1 401 Unauthorized\r\nConnection: close\r\n\r\n');
    sockets.handleUpgrade(request, stream, head, (socket) => {
      connections += 1;
      serve(contract, handlers, serverSocketTransport(socket), {
        connection: `browser ${connections}`,
        onError: (path, error) => logger.warn('a call failed', { path, code: error.code }),
      });
    });
  });
  return sockets;
}
