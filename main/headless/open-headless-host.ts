/** @file The same app for a browser on this machine: page, pictures and RPC over one loopback port. */
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { WebSocketServer } from 'ws';
import { z } from 'zod';
import { AppError, toAppError } from '../../app/contract/errors.ts';
import { contract, type EngineHandlers } from '../../app/contract/index.ts';
import type { LocalEngine } from '../../app/contract/local.ts';
import { serve } from '../../app/rpc/server.ts';
import { serverSocketTransport } from '../../app/rpc/transports/websocket-server.ts';
import type { Logger } from '../platform/logger.ts';
import { servePage } from '../platform/serving/serve-page.ts';
import { servePhotos } from '../platform/serving/serve-photos.ts';
import { createGatekeeper, type Gatekeeper } from './gatekeeper.ts';
import { sendAnswer, type Exchange } from './send-answer.ts';

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

const imageSources = ['blob:', 'data:'];

/** Listens on the loopback interface. Rejects `conflict` where the port is taken, `internal` where the page is not built. */
export async function openHeadlessHost(options: HeadlessHostOptions): Promise<HeadlessHost> {
  if (!existsSync(join(options.pageDirectory, 'index.html'))) {
    throw new AppError('internal', `The page is not built: ${options.pageDirectory} is missing. Run: npm run build`);
  }
  const server = createServer();
  const port = (): number => (server.address() as AddressInfo).port;
  const gate = createGatekeeper(port);
  const host: Host = {
    gate,
    page: servePage({ directory: options.pageDirectory, imageSources }),
    photos: servePhotos(options.mediaFile, { prefix: '/media' }),
  };
  server.on('request', (request, response) => void answer({ request, response }, host));
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

interface Host {
  readonly gate: Gatekeeper;
  page(request: Request): Promise<Response>;
  photos(request: Request): Promise<Response>;
}

async function answer({ request, response }: Exchange, { gate, page, photos }: Host): Promise<void> {
  response.setHeader('cross-origin-resource-policy', 'same-origin');
  if (!gate.isOurHost(request) || !gate.isOurOrigin(request)) return void response.writeHead(403).end();
  const path = (request.url ?? '/').split('?')[0]!;
  if (request.method === 'POST' && path === '/session') return startSession({ request, response }, gate);
  if (!path.startsWith('/media/')) return sendAnswer(page, { request, response });
  if (!gate.hasSession(request)) return void response.writeHead(401).end();
  await sendAnswer(photos, { request, response });
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
