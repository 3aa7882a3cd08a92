import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import { connect, type AddressInfo, type Socket } from 'node:net';
import { expect, it } from 'vitest';
import { openHub } from '../hub/open-hub.ts';
import { startTestHub } from '../testing/test-hub.ts';
import { testRepository } from '../testing/test-repository.ts';
import { parseRetryAfter } from './status-fault.ts';

const repositories = { 'owner/model': testRepository({ 'config.json': '{}' }) };
const timing = { stallMs: 1000, attempts: 1, backOffMs: 1, longestWaitMs: 1 };
const never = new AbortController().signal;

/** A proxy that passes everything on to where it is asked to, whatever the name, and remembers what it was asked for. */
async function startProxy(target: string) {
  const asked: string[] = [];
  const { hostname, port } = new URL(target);
  const server = createServer((request, response) => {
    asked.push(`${request.method} ${request.url}`);
    void fetch(new URL(new URL(request.url!).pathname, target)).then(async (answer) => {
      response.writeHead(answer.status, { 'content-type': answer.headers.get('content-type') ?? '' });
      response.end(Buffer.from(await answer.arrayBuffer()));
    });
  });
  server.on('connect', (request: IncomingMessage, socket: Socket) => {
    asked.push(`CONNECT ${request.url}`);
    const through = connect(Number(port), hostname, () => socket.write('HTTP/1.1 200 OK\r\n\r\n'));
    through.on('error', () => socket.destroy());
    socket.on('error', () => through.destroy());
    socket.pipe(through).pipe(socket);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    asked,
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

it('goes through the proxy of the environment, except where NO_PROXY says otherwise', async () => {
  await using target = await startTestHub({ repositories });
  await using proxy = await startProxy(target.address);
  const named = 'http://hub.example';
  using through = openHub({ address: named, proxy: { HTTP_PROXY: proxy.address }, timing });
  const { commit } = await through.repository('owner/model', never);
  expect(commit).toBe(repositories['owner/model'].commits[0]!.commit);
  expect(proxy.asked).toEqual([`GET ${named}/api/models/owner/model/revision/main`]);

  using direct = openHub({
    address: target.address,
    proxy: { http_proxy: proxy.address, no_proxy: '127.0.0.1' },
    timing,
  });
  expect((await direct.repository('owner/model', never)).commit).toBe(commit);
  expect(proxy.asked).toHaveLength(1);

  using secure = openHub({ address: 'https://hub.example', proxy: { HTTPS_PROXY: proxy.address }, timing });
  await expect(secure.repository('owner/model', never)).rejects.toMatchObject({ code: 'network_failed' });
  expect(proxy.asked.at(-1)).toBe('CONNECT hub.example:443');
});

it('reads further pages from the mirror itself where its links name the hub that it mirrors', async () => {
  const files = Object.fromEntries(Array.from({ length: 9 }, (_, index) => [`file-${index}.json`, '{}']));
  const repository = testRepository(files);
  const options = { repositories: { 'owner/model': repository }, pageEntries: 2, linkHost: 'hub.example' };
  await using hub = await startTestHub(options);
  using mirror = openHub({ address: `${hub.address}/`, proxy: {}, timing });
  const tree = await mirror.tree({ repository: 'owner/model', commit: repository.commits[0]!.commit }, never);
  expect(tree.map(({ path }) => path)).toEqual(Object.keys(files));
  expect(hub.requests).toHaveLength(5);
});

it('reads how long a server asks to wait, in seconds or as a date', () => {
  const now = Date.parse('2026-11-25T10:00:00Z');
  expect(parseRetryAfter('120', now)).toBe(120_000);
  expect(parseRetryAfter('Wed, 25 Nov 2026 10:01:00 GMT', now)).toBe(60_000);
  expect(parseRetryAfter('soon', now)).toBe(null);
  expect(parseRetryAfter(undefined, now)).toBe(null);
});
